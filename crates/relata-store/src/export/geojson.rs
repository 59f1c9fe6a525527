//! Given a chronicle, yields the events that have a place on the map, as GeoJSON (RFC 7946).

use super::Draft;
use crate::error::Error;
use crate::store::Store;
use relata::record::Party;
use serde_json::json;
use std::path::Path;

pub(super) fn write(store: &Store, folder: &Path) -> Result<Vec<(String, usize)>, Error> {
    let mut file = Draft::new(folder, "events.geojson")?;
    file.text("{\"type\": \"FeatureCollection\", \"features\": [")?;
    let mut count = 0;
    for event in store.all_events()? {
        let place = event.place.as_ref();
        let Some((latitude, longitude)) = place.and_then(|p| Some((p.latitude?, p.longitude?))) else { continue };
        let names = |parties: &[Party]| parties.iter().map(|p| p.name.clone()).collect::<Vec<_>>();
        let feature = json!({
            "type": "Feature",
            "id": event.event,
            "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
            "properties": {
                "type": event.kind, "mode": event.mode,
                "status": event.history.last().map(|t| t.status),
                "from": event.when.map(|w| w.from), "to": event.when.map(|w| w.to),
                "place": place.map(|p| &p.name), "precision": place.map(|p| &p.precision),
                "sources": names(&event.sources), "targets": names(&event.targets), "documents": event.documents,
            },
        });
        file.text(&format!("{}\n{feature}", if count == 0 { "" } else { "," }))?;
        count += 1;
    }
    file.text("\n]}\n")?;
    file.end()?;
    Ok(vec![("events.geojson".to_owned(), count)])
}
