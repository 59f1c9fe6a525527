//! Given events of the index and a day, yields what was announced for a day now past and is not reported since.

use super::Index;
use jiff::civil::Date;
use relata::record::Status;

impl Index {
    /// Of `rows`, what was announced for days before `today` and is not reported since, longest overdue last:
    /// (event, due). Announcements without a day of their own are never overdue.
    pub fn overdue(&self, rows: &[u32], today: Date) -> Vec<(u32, Date)> {
        let mut open: Vec<(u32, Date)> = Vec::new();
        for at in rows {
            let Some(row) = self.events.get(*at).filter(|row| row.status == Status::Planned && row.told) else {
                continue;
            };
            let Some(due) = row.when.map(|when| when.to).filter(|due| *due < today) else { continue };
            // What was over when it was printed announces nothing.
            if row.announced.is_none_or(|day| day <= due) {
                open.push((*at, due));
            }
        }
        open.sort_by(|(a, due), (b, other)| {
            let id = |at: u32| self.events.get(at).map(|row| &row.event);
            (other, id(*a)).cmp(&(due, id(*b)))
        });
        open
    }
}
