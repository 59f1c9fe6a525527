//! Given atoms, yields the number that begins at one of them: digits with their separators, numeral words, both.

use super::atom::{Atom, Kind};
use super::table::{Numeral, Tables};
use crate::record::Hedge;

/// A number as it is written.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Number {
    /// Its atoms, half open.
    pub from: usize,
    /// The atom after its last.
    pub to: usize,
    /// Its value.
    pub value: f64,
    /// The hedge that its own words carry: "une centaine".
    pub hedge: Option<Hedge>,
    /// The last scale: 1 000 000 after "millions"; 1 without.
    pub scale: f64,
    /// True for a share of a whole, in per cent.
    pub share: bool,
    /// True for a word that is also the article: "un".
    pub article: bool,
    /// True where it is made of words alone.
    pub words: bool,
    /// True for a run of four digits without separator, which may be a year.
    pub year: bool,
}

/// A number, or the atoms to pass over because their digits are none: a date, a time, a telephone number.
pub(super) enum Read {
    /// A number.
    Number(Number),
    /// What is no number ends before this atom.
    Nothing(usize),
}

/// Reads at an atom.
pub(super) fn read(atoms: &[Atom], at: usize, tables: &Tables) -> Read {
    match atoms[at].kind {
        Kind::Digits => digits(atoms, at, tables),
        Kind::Word => words(atoms, at, tables).map_or(Read::Nothing(at + 1), Read::Number),
        Kind::Sign => Read::Nothing(at + 1),
    }
}

fn glued(atoms: &[Atom], at: usize) -> bool {
    atoms.get(at).is_some_and(|a| !a.gap)
}

fn sign(atoms: &[Atom], at: usize, signs: &[&str]) -> bool {
    atoms.get(at).is_some_and(|a| a.kind == Kind::Sign && signs.contains(&a.word.as_str()))
}

fn number_at(atoms: &[Atom], at: usize) -> bool {
    atoms.get(at).is_some_and(|a| a.kind == Kind::Digits)
}

fn digits(atoms: &[Atom], at: usize, tables: &Tables) -> Read {
    if let Some(number) = fraction(atoms, at, tables) {
        return Read::Number(number);
    }
    let (end, plain, groups, decimals) = separators(atoms, at);
    if part_of_name(atoms, at, end, tables) || groups.iter().skip(1).any(|g| g.len() != 3) || leading_zero(&groups) {
        return Read::Nothing(past_name(atoms, end));
    }
    let scale = scale_at(atoms, end, tables);
    let whole = groups.concat();
    // "1.234 milliard": before a scale a point or comma can only part decimals.
    let value = match (&decimals, scale.is_some() && plain == Some(false) && groups.len() == 2) {
        (None, true) => format!("{}.{}", groups[0], groups[1]),
        (Some(parts), _) => format!("{whole}.{parts}"),
        (None, false) => whole.clone(),
    };
    let Ok(value) = value.parse::<f64>() else { return Read::Nothing(end) };
    let year = groups.len() == 1 && whole.len() == 4 && decimals.is_none() && scale.is_none();
    let number =
        Number { from: at, to: end, value, hedge: None, scale: 1.0, share: false, article: false, words: false, year };
    Read::Number(scaled(number, atoms, tables))
}

/// "2/3 des ventes": a share.
fn fraction(atoms: &[Atom], at: usize, tables: &Tables) -> Option<Number> {
    let slash = sign(atoms, at + 1, &["/"]) && glued(atoms, at + 1) && number_at(atoms, at + 2) && glued(atoms, at + 2);
    let of = atoms.get(at + 3).is_some_and(|a| a.gap && !a.line && tables.lists.of.contains(&a.word));
    let free = at == 0 || atoms[at].gap;
    if !slash || !of || !free {
        return None;
    }
    let (part, whole) = (atoms[at].word.parse::<f64>().ok()?, atoms[at + 2].word.parse::<f64>().ok()?);
    let value = (part / whole * 1000.0).round() / 10.0;
    let number = Number {
        from: at,
        to: at + 3,
        value,
        hedge: None,
        scale: 1.0,
        share: true,
        article: false,
        words: false,
        year: false,
    };
    (part < whole && whole <= 20.0).then_some(number)
}

/// The groups of a number's digits and its decimals; `Some(false)` where a point or comma parts the groups.
fn separators(atoms: &[Atom], at: usize) -> (usize, Option<bool>, Vec<String>, Option<String>) {
    let (mut end, mut blank, mut groups) = (at + 1, None, vec![atoms[at].word.clone()]);
    loop {
        let three = |i: usize| number_at(atoms, i) && atoms[i].word.len() == 3;
        let short = groups[0].len() <= 3;
        if short && blank != Some(false) && three(end) && atoms[end].blank && !atoms[end].line {
            blank = Some(true);
            groups.push(atoms[end].word.clone());
            end += 1;
        } else if sign(atoms, end, &[".", ",", "'", "’"])
            && glued(atoms, end)
            && number_at(atoms, end + 1)
            && glued(atoms, end + 1)
        {
            let group = atoms[end + 1].word.clone();
            let more = sign(atoms, end + 2, &[".", ","])
                && glued(atoms, end + 2)
                && number_at(atoms, end + 3)
                && glued(atoms, end + 3);
            // "2,159 euros" is a price, "100,000" and "1.500" are not.
            let round = atoms[end].word != "," || more || blank == Some(false) || group.ends_with("00");
            let grouping = short && blank != Some(true) && group.len() == 3 && groups[0] != "0" && round;
            if !grouping && !more {
                return (end + 2, blank, groups, Some(group));
            }
            blank = Some(false);
            groups.push(group);
            end += 2;
        } else {
            return (end, blank, groups, None);
        }
    }
}

fn leading_zero(groups: &[String]) -> bool {
    groups[0].len() > 1 && groups[0].starts_with('0')
}

/// True where letters or other digits hang on the digits: "G7", "14h30", "3-1", "2e", "24/7".
fn part_of_name(atoms: &[Atom], at: usize, end: usize, tables: &Tables) -> bool {
    let before = at > 0 && glued(atoms, at) && {
        let previous = &atoms[at - 1];
        previous.kind == Kind::Word && !previous.word.ends_with('\'')
            || sign(atoms, at - 1, &["-", "–", "/", ":", ".", ",", "_", "+", "°", "@", "#", "−", "=", "&", "%"])
                && glued(atoms, at - 1)
                && !sentence_end(atoms, at - 1)
    };
    let after = glued(atoms, end) && {
        let next = &atoms[end];
        // "5G" is no weight: the symbols of one letter that hang on digits are small.
        let symbol = !next.capital || next.word.len() > 1;
        let known = symbol && (tables.units.contains_key(&next.word) || tables.phrases.contains_key(&next.word));
        let unit = known || joined(atoms, end, tables).is_some();
        let dash = sign(atoms, end, &["-", "–"]) && (number_at(atoms, end + 1) || glued(atoms, end + 1));
        (next.kind == Kind::Word && !unit) || sign(atoms, end, &["/", "_", ":"]) && number_at(atoms, end + 1) || dash
    };
    let clock =
        glued(atoms, end) && sign(atoms, end, &["/", ":"]) && glued(atoms, end + 1) && number_at(atoms, end + 1);
    before || after || clock
}

/// A stop to which the next sentence is stuck: "des routes.30 camions".
fn sentence_end(atoms: &[Atom], at: usize) -> bool {
    let word = at.checked_sub(1).map(|b| &atoms[b]).filter(|b| b.kind == Kind::Word);
    sign(atoms, at, &["."]) && word.is_some_and(|w| w.word.chars().count() > 3)
}

/// A letter and a sign that make one unit: "M€".
pub(super) fn joined<'t>(atoms: &[Atom], at: usize, tables: &'t Tables) -> Option<&'t super::table::Unit> {
    let (first, second) = (atoms.get(at)?, atoms.get(at + 1)?);
    if second.gap {
        return None;
    }
    tables.units.get(&format!("{}{}", first.word, second.word))
}

fn past_name(atoms: &[Atom], from: usize) -> usize {
    let mut end = from;
    while glued(atoms, end) && !sign(atoms, end, &[",", ";", ")", "»", "\"", "”", "?", "!", "%"]) {
        let last = sign(atoms, end, &["."]) && !glued(atoms, end + 1);
        if last {
            break;
        }
        end += 1;
    }
    end
}

fn scale_at(atoms: &[Atom], at: usize, tables: &Tables) -> Option<f64> {
    let atom = atoms.get(at).filter(|a| a.kind == Kind::Word && !a.line && a.gap)?;
    match tables.numerals.get(&atom.word) {
        Some((Numeral::Scale, value)) => Some(*value),
        Some((Numeral::Times, value)) if *value >= 1000.0 => Some(*value),
        _ => None,
    }
}

/// Multiplies by the scales that follow: "1,5 million", "3 milliers".
fn scaled(mut number: Number, atoms: &[Atom], tables: &Tables) -> Number {
    while let Some(scale) = scale_at(atoms, number.to, tables) {
        number.value *= scale;
        number.scale *= scale;
        number.to += 1;
        number.year = false;
    }
    with_half(number, atoms, tables)
}

/// "un million et demi".
fn with_half(mut number: Number, atoms: &[Atom], tables: &Tables) -> Number {
    let and = atoms.get(number.to).is_some_and(|a| tables.lists.and.contains(&a.word));
    let half = and
        && atoms.get(number.to + 1).is_some_and(|a| matches!(tables.numerals.get(&a.word), Some((Numeral::Half, _))));
    if half && number.scale > 1.0 {
        number.value += number.scale / 2.0;
        number.to += 2;
    }
    number
}

struct Words {
    total: f64,
    current: f64,
    scale: f64,
}

impl Words {
    /// Takes one more numeral word; false where it does not go on with the number.
    fn take(&mut self, numeral: Numeral, value: f64) -> bool {
        match numeral {
            Numeral::Add => {
                let (tens, below) = (self.current % 100.0, self.current % 10.0);
                if tens == 4.0 && value == 20.0 {
                    self.current += 76.0;
                    return true;
                }
                let fits = tens == 0.0 || (below == 0.0 && tens >= 20.0 && value < 20.0);
                if !fits || (self.current > 0.0 && tens == 0.0 && self.current < 100.0) {
                    return false;
                }
                self.current += value;
            }
            Numeral::Times if value >= 1000.0 => {
                self.total += self.current.max(1.0) * value;
                self.current = 0.0;
            }
            Numeral::Times => {
                if self.current % 100.0 >= 10.0 {
                    return false;
                }
                self.current = self.current.max(1.0) * value;
            }
            Numeral::Scale => {
                let count = self.total % 1_000_000.0 + self.current;
                if count == 0.0 {
                    return false;
                }
                self.total = self.total - self.total % 1_000_000.0 + count * value;
                self.current = 0.0;
                self.scale = value;
            }
            _ => return false,
        }
        true
    }
}

fn words(atoms: &[Atom], at: usize, tables: &Tables) -> Option<Number> {
    if at > 0 && sign(atoms, at - 1, &["-"]) && glued(atoms, at) && glued(atoms, at - 1) {
        return None;
    }
    let mut sum = Words { total: 0.0, current: 0.0, scale: 1.0 };
    let mut end = at;
    while let Some((next, numeral, value)) = next_numeral(atoms, end, at, tables) {
        if !sum.take(numeral, value) {
            break;
        }
        end = next;
    }
    let value = sum.total + sum.current;
    let article = end == at + 1 && tables.lists.one.contains(&atoms[at].word);
    if end > at
        && sign(atoms, end, &["-"])
        && glued(atoms, end)
        && glued(atoms, end + 1)
        && !hyphen_numeral(atoms, end + 1, tables)
    {
        return None;
    }
    let number = Number {
        from: at,
        to: end,
        value,
        hedge: None,
        scale: sum.scale,
        share: false,
        article,
        words: true,
        year: false,
    };
    let number = with_half(number, atoms, tables);
    noun(number, end > at, atoms, tables)
}

fn hyphen_numeral(atoms: &[Atom], at: usize, tables: &Tables) -> bool {
    atoms.get(at).is_some_and(|a| tables.numerals.contains_key(&a.word))
}

/// The numeral word at an atom, or behind a hyphen or "et" there; with the atom after it.
fn next_numeral(atoms: &[Atom], at: usize, first: usize, tables: &Tables) -> Option<(usize, Numeral, f64)> {
    let atom = atoms.get(at)?;
    let linked = at > first && (sign(atoms, at, &["-"]) && glued(atoms, at) || tables.lists.and.contains(&atom.word));
    let place = if linked { at + 1 } else { at };
    let word = atoms.get(place).filter(|a| place == first || !a.line)?;
    let (numeral, value) = *tables.numerals.get(&word.word)?;
    let by_and = linked && tables.lists.and.contains(&atom.word);
    if by_and && !(numeral == Numeral::Add && (value == 1.0 || value == 11.0)) {
        return None;
    }
    (!matches!(numeral, Numeral::Group | Numeral::Part | Numeral::Half)).then_some((place + 1, numeral, value))
}

/// A collective or a share behind the number, or alone: "une centaine", "des milliers", "deux tiers", "la moitié".
fn noun(number: Number, counted: bool, atoms: &[Atom], tables: &Tables) -> Option<Number> {
    let hyphen = sign(atoms, number.to, &["-"]) && counted;
    let place = number.to + usize::from(hyphen);
    let atom = atoms.get(place).filter(|a| !a.line || !counted);
    let entry = atom.and_then(|a| tables.numerals.get(&a.word)).copied();
    let plain = || counted.then(|| number.clone());
    match entry {
        Some((Numeral::Part, value)) => part_of_scale(&number, place, value, atoms, tables)
            .or_else(|| share(number, place, counted, value, atoms, tables)),
        Some((Numeral::Half, value)) => {
            let next = place + 1 + usize::from(sign(atoms, place + 1, &["-"]));
            let scale = scale_of(atoms, next, tables)?;
            Some(Number { to: next + 1, value: value * scale, scale, article: false, ..number })
        }
        Some((Numeral::Group | Numeral::Scale, value)) => Some(group(number, place, counted, value, atoms, tables)),
        _ => plain(),
    }
}

/// "half a million": a part, an article and a scale.
fn part_of_scale(number: &Number, place: usize, percent: f64, atoms: &[Atom], tables: &Tables) -> Option<Number> {
    let article = atoms.get(place + 1).is_some_and(|a| tables.lists.one.contains(&a.word) && !a.line);
    let scale = if article { scale_at(atoms, place + 2, tables) } else { None }?;
    let value = percent / 100.0 * scale;
    Some(Number { to: place + 3, value, scale, share: false, article: false, ..number.clone() })
}

fn scale_of(atoms: &[Atom], at: usize, tables: &Tables) -> Option<f64> {
    match tables.numerals.get(&atoms.get(at)?.word)? {
        (Numeral::Scale | Numeral::Group, value) => Some(*value),
        _ => None,
    }
}

fn group(number: Number, place: usize, counted: bool, value: f64, atoms: &[Atom], tables: &Tables) -> Number {
    let count = if counted { number.value } else { 1.0 };
    // "a dozen", "a million": an article that is no numeral counts one.
    let article = place.checked_sub(1).and_then(|p| atoms.get(p)).filter(|_| !counted && !atoms[place].line);
    let one = article.is_some_and(|a| tables.lists.one.contains(&a.word));
    let scales = matches!(tables.numerals.get(&atoms[place].word), Some((Numeral::Scale, _)));
    let hedge = match counted || one {
        true if scales && !counted => None,
        true => Some(Hedge::About),
        false => Some(Hedge::MoreThan),
    };
    let from = if one { place - 1 } else { number.from };
    let (mut to, mut scale) = (place + 1, value);
    while let Some(more) =
        atoms.get(to).filter(|a| tables.lists.of.contains(&a.word)).and_then(|_| scale_of(atoms, to + 1, tables))
    {
        scale *= more;
        to += 2;
    }
    Number { from, to, value: count * scale, scale, hedge, article: false, ..number }
}

fn share(number: Number, place: usize, counted: bool, value: f64, atoms: &[Atom], tables: &Tables) -> Option<Number> {
    let count = if counted { number.value } else { 1.0 };
    let article =
        place.checked_sub(1).and_then(|p| atoms.get(p)).is_some_and(|a| tables.lists.definite.contains(&a.word));
    let followed = atoms.get(place + 1).is_some_and(|a| tables.lists.of.contains(&a.word));
    if !(counted || article) || !followed || count * value > 100.0 {
        return None;
    }
    let value = (count * value * 10.0).round() / 10.0;
    Some(Number { to: place + 1, value, share: true, article: false, ..number })
}
