//! The picture of the cluster.

crate::rows::rows! {
    title: "Cluster" | "Cluster";
    at_moment(key, at): "{key} at {at}" | "{key} bei {at}";
    picture:
        "Replicas and links at the playhead"
        | "Replikate und Verbindungen an der Abspielposition";
    hint:
        "Drag a value onto another replica to send it. Draw a stroke across a link to cut it or heal it."
        | "Einen Wert auf ein anderes Replikat ziehen, um ihn zu senden. Einen Strich quer über eine Verbindung ziehen, um sie zu trennen oder zu heilen.";
    no_copy: "no copy" | "keine Kopie";
    down: "down" | "ausgefallen";
    leader: "leader" | "Leader";
    node(replica, shown, version, key, value, whole):
        "{replica} {shown} {version}: {key} = {value} at version {whole}"
        | "{replica} {shown} {version}: {key} = {value} in Version {whole}";
    node_leads(replica, shown, version, key, value, whole):
        "{replica} {shown} {version} leader: {key} = {value} at version {whole}"
        | "{replica} {shown} {version} Leader: {key} = {value} in Version {whole}";
    node_stale(told): "{told}, stale" | "{told}, veraltet";
    link_whole(one, other):
        "Link between {one} and {other}, whole"
        | "Verbindung zwischen {one} und {other}, intakt";
    link_cut(one, other):
        "Link between {one} and {other}, cut"
        | "Verbindung zwischen {one} und {other}, getrennt";
    link_cut_one_way(one, other, from, to):
        "Link between {one} and {other}, cut from {from} to {to} only"
        | "Verbindung zwischen {one} und {other}, nur von {from} nach {to} getrennt";
}
