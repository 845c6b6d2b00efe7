// Documents for tests.

/** Three replicas with a constant network; `changes` replaces fields. */
export function smallLab(changes = {}) {
  return {
    version: 1,
    title: 'A test',
    duration_us: 100_000,
    seed: 7,
    replicas: ['A', 'B', 'C'],
    clients: ['c1'],
    keys: [{ name: 'X', type: { lww_register: { initial: 1 } } }],
    replication: { eager: {} },
    network: {
      between_replicas: { latency: { constant_us: 20_000 } },
      to_clients: { latency: { constant_us: 3000 } },
    },
    script: [call(1, 20_000, 'c1', 'A', { write: 2 })],
    ...changes,
  };
}

/** A step: a client calls a replica. */
export function call(id, at_us, client, replica, op, key = 'X') {
  return { id, at_us, act: { call: { client, replica, key, op } } };
}

/** A write that reaches B and C; then they are apart from A for a while, then C is down. */
export function faultyLab() {
  return smallLab({
    faults: [
      { id: 1, from_us: 50_000, to_us: 65_000, kind: { partition: { between: ['A'], and: ['B', 'C'] } } },
      { id: 2, from_us: 70_000, to_us: 85_000, kind: { crash: { replica: 'C' } } },
    ],
  });
}

/** 200 operations at six replicas that broadcast: 1,400 messages. */
export function largeLab() {
  const replicas = ['A', 'B', 'C', 'D', 'E', 'F'];
  const clients = ['c1', 'c2', 'c3'];
  const script = Array.from({ length: 200 }, (_, index) =>
    call(index + 1, 10_000 + index * 20_000, clients[index % 3], replicas[index % 6], { write: index }),
  );
  const network = {
    between_replicas: { latency: { uniform_us: [14_000, 40_000] } },
    to_clients: { latency: { constant_us: 3000 } },
  };
  return smallLab({ title: 'A large test', duration_us: 4_200_000, replicas, clients, script, network });
}

/** Ten thousand operations at four replicas that broadcast: five messages each. */
export function hugeLab() {
  const [replicas, clients] = [['A', 'B', 'C', 'D'], ['c1', 'c2', 'c3']];
  const script = Array.from({ length: 10_000 }, (_, index) =>
    call(index + 1, 10_000 + index * 2000, clients[index % 3], replicas[index % 4], { write: index }),
  );
  const network = {
    between_replicas: { latency: { uniform_us: [14_000, 40_000] } },
    to_clients: { latency: { constant_us: 3000 } },
  };
  return smallLab({ title: 'A huge test', duration_us: 20_100_000, replicas, clients, script, network });
}
