//! Given the type and mode of a row of the lexicon, yields how such an act comes about: by deed, by word, by decree.

use super::{ASSAULT, CONSULT, PROTEST, SPOKEN, SUPPORT, VISIT};

/// How an act comes about, as far as its status depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Act {
    /// Done by saying so, or by showing it: a demand, a reproach, a praise, a protest.
    pub spoken: bool,
    /// Done by being declared: a punishment, a pact, a ban.
    pub declared: bool,
    /// A deed of war, which who tells of it may have invented.
    pub fought: bool,
    /// Done by calling others to it: to back or to reject somebody.
    pub sided: bool,
    /// A demand or reproach: it was made, whatever became of it.
    pub voiced: bool,
    /// Done by what is done for it: help, talks.
    pub served: bool,
    /// A meeting or march, which is announced before it is held.
    pub held: bool,
    /// Its word announces what somebody says, so that what is said bears not on it.
    pub announcing: bool,
}

/// The PLOVER types of acts done by being declared; some modes of others are, too.
const DECLARED: [&str; 6] = ["AGREE", "CONCEDE", "COOPERATE", "REJECT", "SANCTION", SUPPORT];
const DECLARED_MODES: [(&str, &str); 4] =
    [("COERCE", "restrict"), ("COERCE", "curfew"), ("COERCE", "martial-law"), ("RETREAT", "resign")];

/// The PLOVER types of what one does by calling others to it.
const SIDED: [&str; 3] = ["ACCUSE", "REJECT", SUPPORT];

/// The PLOVER types of demands, reproaches and threats.
const VOICED: [&str; 3] = ["ACCUSE", "REQUEST", "THREATEN"];

impl Act {
    /// Tells how an act of a PLOVER type and mode comes about.
    pub fn of(kind: &str, mode: Option<&str>) -> Self {
        let visit = mode == Some(VISIT);
        Self {
            spoken: SPOKEN.contains(&kind),
            declared: DECLARED.contains(&kind) || mode.is_some_and(|m| DECLARED_MODES.contains(&(kind, m))),
            fought: kind == ASSAULT || mode == Some("seize"),
            sided: SIDED.contains(&kind),
            voiced: VOICED.contains(&kind),
            served: kind == "AID" || kind == CONSULT && !visit,
            held: kind == CONSULT || kind == PROTEST,
            announcing: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Act;

    fn check(kind: &str, mode: Option<&str>, expected: Act) {
        assert_eq!(Act::of(kind, mode), expected);
    }

    #[test]
    fn a_ban_is_done_by_being_declared() {
        check("COERCE", Some("restrict"), Act { declared: true, ..Act::default() });
    }

    #[test]
    fn an_arrest_is_done_by_hand() {
        check("COERCE", Some("arrest"), Act::default());
    }

    #[test]
    fn a_capture_may_be_invented() {
        check("COERCE", Some("seize"), Act { fought: true, ..Act::default() });
    }

    #[test]
    fn talks_are_held_and_serve() {
        check("CONSULT", None, Act { served: true, held: true, ..Act::default() });
    }

    #[test]
    fn a_visit_is_held() {
        check("CONSULT", Some("visit"), Act { held: true, ..Act::default() });
    }
}
