//! The wheel over a picture: it scrolls the page; with Ctrl it zooms, with Shift or sideways it pans.

use web_sys::WheelEvent;

/// What turning the wheel asks of the picture.
pub enum Turn {
    /// To look closer by this factor (above 1), or from further away.
    Zoom(f64),
    /// To look to the side by so many pixels.
    Pan(f64),
}

/// What a turn of the wheel asks of the picture, which the page then does not scroll for; none: it
/// is for the page.
pub fn turn(event: &WheelEvent) -> Option<Turn> {
    let sideways = if event.shift_key() {
        event.delta_y()
    } else {
        event.delta_x()
    };
    let turn = if event.ctrl_key() || event.meta_key() {
        Turn::Zoom((-event.delta_y() / 400.0).exp())
    } else if sideways != 0.0 {
        Turn::Pan(sideways)
    } else {
        return None;
    };
    event.prevent_default();
    Some(turn)
}
