//! Given two reports, yields how those lie to one another whom they name on one side: somebody in common, somebody else,
//! or nobody to compare.

use super::signature::{Agent, Crowd, Person, Signature};
use crate::record::EntityKind;

/// How those whom two reports name on one side lie to one another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Doers {
    /// One names nobody.
    Missing,
    /// Somebody is the same.
    Shared,
    /// The country of one stands for whom the other names of it.
    Covered,
    /// All are others.
    Apart,
}

/// How those lie to one another who act (`acts`), or who are acted on.
pub fn doers(a: &Signature, b: &Signature, acts: bool) -> Doers {
    if open(a, acts) || open(b, acts) {
        return Doers::Missing;
    }
    let pairs = || agents(a, acts).flat_map(|g| agents(b, acts).map(move |h| (g, h)));
    let state = |g: &Agent, h: &Agent| g.kind == EntityKind::Country || h.kind == EntityKind::Country;
    let side = |p: &&Person| if acts { p.acts } else { p.undergoes };
    let shared = pairs().any(|(g, h)| g.entity == h.entity)
        || a.persons.iter().filter(side).any(|p| b.persons.iter().filter(side).any(|q| p.is(q)))
        || crowds(a, acts).any(|c| crowds(b, acts).any(|d| c.head == d.head && !rivals(c, d)));
    if shared {
        Doers::Shared
    } else if pairs().any(|(g, h)| g.code == h.code && state(g, h)) {
        Doers::Covered
    } else {
        Doers::Apart
    }
}

/// True where a report names nobody on a side.
fn open(signature: &Signature, acts: bool) -> bool {
    agents(signature, acts).next().is_none() && crowds(signature, acts).next().is_none()
}

/// True where two reports name on one side people of one name and country whom something tells apart: the candidates of
/// one party and those of another.
pub fn other_crowds(a: &Signature, b: &Signature, acts: bool) -> bool {
    crowds(a, acts).any(|c| crowds(b, acts).any(|d| rivals(c, d))) && doers(a, b, acts) == Doers::Apart
}

/// True where nobody whom one report names is named by the other, and no country stands for them.
pub fn strangers(a: &Signature, b: &Signature) -> bool {
    let named = |s: &Signature, acts: bool| agents(s, acts).any(|g| g.kind != EntityKind::Group);
    let others = |acts: bool| named(a, acts) && named(b, acts);
    let sides = (doers(a, b, true), doers(a, b, false));
    match sides {
        (Doers::Missing, Doers::Apart) => others(false),
        (Doers::Apart, Doers::Missing) => others(true),
        (Doers::Apart, Doers::Apart) => true,
        _ => false,
    }
}

/// True where one report leaves a side open that the other fills.
pub fn lopsided(a: &Signature, b: &Signature) -> bool {
    [true, false].into_iter().any(|acts| open(a, acts) != open(b, acts))
}

/// True where both sides hold somebody in common. Of one country alone, the country stands for nobody in particular.
pub fn same_sides(a: &Signature, b: &Signature) -> bool {
    let sides = [doers(a, b, true), doers(a, b, false)];
    let same = sides.iter().filter(|s| **s == Doers::Shared).count();
    let covered = sides.iter().filter(|s| **s == Doers::Covered).count();
    let at_home = usize::from(a.domestic()) + usize::from(b.domestic());
    same + covered > 1 && same >= at_home
}

/// True where one side holds somebody in common, and neither is told with others.
pub fn fit_sides(a: &Signature, b: &Signature) -> bool {
    let sides = [doers(a, b, true), doers(a, b, false)];
    sides.iter().any(|s| matches!(s, Doers::Shared | Doers::Covered)) && !sides.contains(&Doers::Apart)
}

/// True for an act without a direction: whoever acts is acted on, at least two.
pub fn each_other(signature: &Signature) -> bool {
    let side = |acts: bool| {
        let mut found: Vec<u64> = agents(signature, acts).map(|g| g.entity).collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    let acting = side(true);
    acting.len() > 1 && acting == side(false)
}

fn rivals(one: &Crowd, other: &Crowd) -> bool {
    let told = !one.traits.is_empty() && !other.traits.is_empty();
    let shared = one.traits.iter().any(|t| other.traits.contains(t));
    one.head == other.head && one.code == other.code && told && !shared
}

fn agents<'s>(signature: &'s Signature, acts: bool) -> impl Iterator<Item = &'s Agent> {
    signature.agents.iter().filter(move |g| g.acts == acts)
}

fn crowds<'s>(signature: &'s Signature, acts: bool) -> impl Iterator<Item = &'s Crowd> {
    signature.crowds.iter().filter(move |c| c.acts == acts)
}
