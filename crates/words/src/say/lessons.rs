//! The page of lessons.

crate::rows::rows! {
    not_kept:
        "This browser keeps nothing for this page, so it will not know next time what you have done. Allow site data (cookies) for this page, or leave the private window, and it will."
        | "Dieser Browser behält nichts für diese Seite und weiß beim nächsten Mal nicht, was Sie gemacht haben. Erlauben Sie dieser Seite Websitedaten (Cookies), oder verlassen Sie das private Fenster, dann weiß er es.";
}
