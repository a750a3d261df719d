//! Whole screens, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::*;

pub(super) mod samples;

/// A screen as it first comes up.
fn drawn(screen: &Screen, look: Look, width: u16, height: u16) -> Buffer {
    painted(screen, &UiState::new(screen), look, width, height)
}

/// A screen in a state.
fn painted(screen: &Screen, state: &UiState, look: Look, width: u16, height: u16) -> Buffer {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    draw(screen, state, look, area, &mut buffer);
    buffer
}

#[test]
fn throwaway_pictures() {
    let plain = Look { color: false, ascii: true };
    let mono = Look { color: false, ascii: false };
    let dir = std::path::Path::new("/tmp/w/tui");
    std::fs::create_dir_all(dir).unwrap();
    let save = |name: &str, buffer: Buffer| std::fs::write(dir.join(format!("{name}.svg")), picture::svg(&buffer)).unwrap();
    for (name, screen) in samples::all() {
        save(&format!("{name}-80"), drawn(&screen, Look::default(), 80, 24));
        save(&format!("{name}-120"), drawn(&screen, Look::default(), 120, 40));
        save(&format!("{name}-40"), drawn(&screen, Look::default(), 40, 12));
        save(&format!("{name}-20"), drawn(&screen, Look::default(), 20, 5));
        save(&format!("{name}-mono"), drawn(&screen, mono, 80, 24));
        save(&format!("{name}-ascii"), drawn(&screen, plain, 80, 24));
    }
}
