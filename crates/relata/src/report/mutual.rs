//! Given the word of an event in which several take part alike, yields who: "la rencontre entre Oslo et Riga".

use super::lexicon::Rule;
use super::role::Filled;
use super::{ADJECTIVE, ASSAULT, Coding, TOGETHER};
use crate::mention::entity::{Form, Origin, Reference};
use crate::parse::{Dep, Pos};

impl Coding<'_> {
    /// All who take part; where only one is named beside the word, the subject of the clause is the other.
    pub(super) fn fill_mutual(&self, token: usize, rule: &Rule) -> (Vec<Filled>, Vec<Filled>) {
        let roles = self.roles();
        let (mut who, mut whom) = (roles.all(token, &rule.who), roles.all(token, &rule.whom));
        let whole = whom.clone();
        whom.retain(|f| !self.is_whose(f, &whole));
        who.retain(|f| !whom.is_empty() || !self.is_venue(f));
        // "le conflit ukrainien": a war is called after where it is fought.
        let called = |f: &Filled| rule.kind == ASSAULT && f.path == ADJECTIVE && f.actors.len() == 1;
        who.retain(|f| !whom.is_empty() || !called(f));
        let mut actors: Vec<usize> = who.iter().chain(&whom).flat_map(|f| f.actors.clone()).collect();
        actors.sort_unstable();
        actors.dedup();
        let noun = self.page.parse.tokens[token].pos == Pos::Noun;
        // "il a évoqué le conflit avec l'Iran": who speaks of a fight takes no part in it.
        let fights = rule.kind == ASSAULT && !roles.carries(token);
        // "le partenariat entre Nestlé et un autre": both are told, though one is not known.
        let told = who.iter().any(|f| self.reporter.grammar.between(&f.path));
        if noun && actors.len() == 1 && !fights && !told {
            let herald = Some(roles.herald(token)).filter(|f| !f.actors.is_empty());
            let other = herald.unwrap_or_else(|| roles.clause_subject(token));
            who.extend(Some(other).filter(|f| !f.actors.is_empty()));
        }
        (who, whom)
    }

    /// "met an envoy of the king": whose somebody is by whom the clause tells him is not met himself.
    fn is_whose(&self, filled: &Filled, all: &[Filled]) -> bool {
        let (parse, entities) = (self.page.parse, self.page.entities);
        let known = |h: usize| entities.headed(h).filter(|r| r.form == Form::Description);
        let of_land = |r: &Reference| r.actors.iter().all(|a| entities.actors[*a].country.is_some());
        let mut others = all.iter().filter(|o| o.token != filled.token).filter_map(|o| o.token);
        filled.token.is_some_and(|t| {
            let nested = |o: usize| parse.head(t) == Some(o) && parse.tokens[t].dep == Dep::Nmod;
            others.any(|o| nested(o) && known(o).is_some_and(of_land))
        })
    }

    /// "Peru and the rebels agreed to meet in Lima": where several are to meet is no partner of theirs.
    pub(super) fn drop_meeting_place(&self, rule: &Rule, who: &[Filled], whom: &mut Vec<Filled>) {
        let several = who.iter().any(|f| f.actors.len() > 1);
        if several && rule.whom.iter().any(|p| p.written() == TOGETHER) {
            whom.retain(|f| !self.reporter.grammar.places(f.path.rsplit('>').next().unwrap_or_default()));
        }
    }

    /// "le sommet de Bruxelles": one city behind a preposition of belonging is where those meet who are not named.
    fn is_venue(&self, filled: &Filled) -> bool {
        let belongs = filled.path == self.reporter.grammar.of() && filled.actors.len() == 1;
        let reference = filled.token.and_then(|t| self.page.entities.headed(t)).filter(|_| belongs);
        let place = |r: &Reference| matches!(self.page.entities.actors[r.actors[0]].origin, Origin::Place(_));
        reference.is_some_and(|r| r.form == Form::Metonym || place(r))
    }
}
