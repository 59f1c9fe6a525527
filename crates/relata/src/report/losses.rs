//! Given the reports of an article on a war, yields its losses with the side that they are of and the other as who strikes:
//! "five civilians were killed in Lima".

use super::opponent::{Fight, countries, fight, is_guessed, is_state, opposite, pair_of_article};
use super::{ASSAULT, Page, party};
use crate::mention::entity::{Form, Reference};
use crate::mention::gazetteer::Gazetteer;
use crate::parse::Pos;
use crate::record::{Party, Report, Status};

/// The modes of attacks by which sides at war strike, beside those of which the mode is not told.
const MODES: [&str; 4] = ["aerial", "explosives", "firearms", "heavy-weapons"];

/// Gives each attack of which only the victims are told the side at war that they are of by their land, by where they are
/// hit, or by who tells of them, and those whom the article has striking it; and each exchange of fire of people of one
/// land the other land that the article is on.
pub fn complete(page: Page<'_>, gazetteer: &Gazetteer, reports: &mut [Report]) {
    let fights: Vec<Fight> = reports.iter().filter_map(|r| fight(r, is_state)).collect();
    let pair = pair_of_article(gazetteer, reports);
    for report in reports.iter_mut().filter(|r| r.kind == ASSAULT && is_of_war(r)) {
        if report.sources.is_empty() && !report.targets.is_empty() {
            give_striker(page, gazetteer, &fights, report);
        } else if let Some(pair) = &pair {
            give_other(page, gazetteer, pair, report);
        }
    }
}

/// Settles the victims with their side at war, and names who strikes it.
fn give_striker(page: Page<'_>, gazetteer: &Gazetteer, fights: &[Fight], report: &mut Report) {
    let struck = |code: &String| fights.iter().any(|(_, whom)| whom == std::slice::from_ref(code));
    let Some(side) = side(page, report, struck) else { return };
    let Some(who) = opposite(std::slice::from_ref(&side), fights) else { return };
    let strangers = report.targets.iter_mut().filter(|p| is_guessed(page, p));
    strangers.for_each(|p| party::settle(gazetteer, p, Some(&side)));
    report.sources = who.iter().filter_map(|code| party::of_land(gazetteer, code)).collect();
    report.evidence.push("source: with whom the article has the side of the victims at war".to_owned());
}

/// "border guards exchanged shots": people of one of two lands, or of none that is told, fire at those of the other. Where no
/// mode is told, as of clashes, they may as well be fans or farmers of one land.
fn give_other(page: Page<'_>, gazetteer: &Gazetteer, pair: &[String; 2], report: &mut Report) {
    let [one] = report.sources.as_slice() else { return };
    let either = one.country.as_ref().is_none_or(|c| pair.contains(c));
    if report.sources != report.targets || report.mode.is_none() || !is_guessed(page, one) || !either {
        return;
    }
    let other = pair.iter().filter(|c| Some(*c) != one.country.as_ref());
    let lands: Vec<Party> = other.filter_map(|code| party::of_land(gazetteer, code)).collect();
    report.sources.retain(|p| p.country.is_some());
    report.sources.extend(lands);
    report.targets = report.sources.clone();
    report.evidence.push("parties: the two countries that the article is on".to_owned());
}

fn is_of_war(report: &Report) -> bool {
    let done = matches!(report.status, Status::Happened | Status::Ongoing | Status::Alleged);
    done && report.mode.as_deref().is_none_or(|m| MODES.contains(&m))
}

/// The country that is struck and whose losses a report tells; none where it plays elsewhere.
fn side(page: Page<'_>, report: &Report, struck: impl Fn(&String) -> bool) -> Option<String> {
    let placed = page.entities.placed(page.parse, page.trigger(report));
    let own = <[String; 1]>::try_from(countries(&report.targets)).ok().map(|[one]| one).filter(&struck);
    let guessed = report.targets.iter().all(|p| is_guessed(page, p));
    let teller = teller(page, report).filter(|_| guessed);
    // "Ces frappes font de nombreuses victimes": of whose strikes a noun tells where nobody's land is told is not known.
    let noun = page.parse.tokens[page.trigger(report)].pos == Pos::Noun;
    let own = own.filter(|_| !(noun && guessed));
    let side = placed.clone().filter(|_| guessed).or(teller).or(own).filter(struck)?;
    placed.is_none_or(|there| there == side).then_some(side)
}

/// The country of who tells of a report, where its sentence names him.
fn teller(page: Page<'_>, report: &Report) -> Option<String> {
    let speaker = report.said_by.as_ref().filter(|s| s.entity.is_some())?;
    let sentence = page.parse.tokens[page.trigger(report)].sentence;
    let here = |r: &&Reference| page.parse.tokens[r.head].sentence == sentence && r.form != Form::Pronoun;
    let named = page.entities.references.iter().filter(here).flat_map(|r| &r.actors);
    let mut named = named.map(|a| &page.entities.actors[*a].entity);
    speaker.country.clone().filter(|_| named.any(|e| Some(e) == speaker.entity.as_ref()))
}
