//! Given a chronicle, yields the graph of who acts on whom, in GEXF 1.3: an edge for each pair and type, weighed by events.

use super::Draft;
use crate::error::Error;
use crate::store::Store;
use std::collections::BTreeMap;
use std::path::Path;

pub(super) fn write(store: &Store, folder: &Path) -> Result<Vec<(String, usize)>, Error> {
    let (mut nodes, mut edges) = (BTreeMap::new(), BTreeMap::<(String, String, String), Edge>::new());
    for event in store.all_events()? {
        for party in event.sources.iter().chain(&event.targets) {
            nodes.insert(party.entity.clone(), (party.name.clone(), party.country.clone().unwrap_or_default()));
        }
        for (source, target) in event.sources.iter().flat_map(|s| event.targets.iter().map(move |t| (s, t))) {
            if source.entity != target.entity {
                let key = (source.entity.clone(), target.entity.clone(), event.kind.clone());
                edges.entry(key).or_default().note(event.when.map(|w| (w.from, w.to)));
            }
        }
    }
    let mut file = Draft::new(folder, "actors.gexf")?;
    file.text(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n\
         <graph defaultedgetype=\"directed\" mode=\"dynamic\" timeformat=\"date\">\n\
         <attributes class=\"node\"><attribute id=\"country\" title=\"country\" type=\"string\"/></attributes>\n\
         <attributes class=\"edge\"><attribute id=\"type\" title=\"type\" type=\"string\"/></attributes>\n<nodes>\n",
    )?;
    for (id, (name, country)) in &nodes {
        let (id, name, country) = (escaped(id), escaped(name), escaped(country));
        file.text(&format!(
            "<node id=\"{id}\" label=\"{name}\"><attvalues><attvalue for=\"country\" value=\"{country}\"/></attvalues></node>\n"
        ))?;
    }
    file.text("</nodes>\n<edges>\n")?;
    for (n, ((source, target, kind), edge)) in edges.iter().enumerate() {
        let days = edge.days.map(|(from, to)| format!(" start=\"{from}\" end=\"{to}\"")).unwrap_or_default();
        let (source, target, kind, weight) = (escaped(source), escaped(target), escaped(kind), edge.weight);
        file.text(&format!(
            "<edge id=\"{n}\" source=\"{source}\" target=\"{target}\" weight=\"{weight}\" label=\"{kind}\"{days}>\
             <attvalues><attvalue for=\"type\" value=\"{kind}\"/></attvalues></edge>\n"
        ))?;
    }
    file.text("</edges>\n</graph>\n</gexf>\n")?;
    file.end()?;
    Ok(vec![("actors.gexf".to_owned(), edges.len())])
}

type Day = jiff::civil::Date;

#[derive(Default)]
struct Edge {
    weight: usize,
    days: Option<(Day, Day)>,
}

impl Edge {
    fn note(&mut self, days: Option<(Day, Day)>) {
        self.weight += 1;
        self.days = match (self.days, days) {
            (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
            (known, new) => known.or(new),
        };
    }
}

pub(crate) fn escaped(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !c.is_control()).collect();
    plain.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
