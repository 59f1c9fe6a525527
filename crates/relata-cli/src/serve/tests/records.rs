//! Each endpoint yields what the chronicle holds.

use super::sample::Site;
use axum::http::StatusCode;
use serde_json::json;

#[test]
fn what_the_chronicle_holds_is_told() {
    let meta = Site::new().json("/api/v1/meta");
    assert_eq!(meta["counts"]["articles"], 3);
    assert_eq!(meta["counts"]["events"], 2);
    assert_eq!(meta["published"], json!({"from": "2021-05-01", "to": "2021-05-03"}));
    assert_eq!(meta["types"].as_array().unwrap().len(), 16);
    assert!(meta["types"].as_array().unwrap().iter().all(|t| t["quad"].is_u64() && t["name_fr"].is_string()));
    assert_eq!(meta["statuses"].as_array().unwrap().len(), 7);
    assert_eq!(meta["publishers"], json!(["La Gazette", "Le Courrier"]));
}

#[test]
fn events_are_filtered() {
    let place = Site::new();
    for (filter, expected) in [
        ("", 2),
        ("actor=SRB", 2),
        ("actor=Gr%C3%A8ce&with=ana-brnabic", 2),
        ("actor=FRA", 0),
        ("type=CONSULT,AGREE", 1),
        ("type=accuse", 1),
        ("status=planned", 1),
        ("status=denied", 0),
        ("family=conflict", 1),
        ("place=Ath%C3%A8nes", 1),
        ("country=GRC", 1),
        ("from=2021-05-04&to=2021-05-04", 1),
        ("to=2021-05-03", 0),
        ("publisher=courrier", 1),
        ("publisher=courrier,gazette", 2),
        ("story=s-1", 1),
        ("story=none", 0),
        ("q=rendra+brnabic", 2),
        ("q=rien", 0),
    ] {
        assert_eq!(place.json(&format!("/api/v1/events?{filter}"))["total"], expected, "{filter}");
    }
    let first = &place.json("/api/v1/events")["items"][0];
    assert_eq!(
        (&first["event"], &first["status_now"], &first["disputed"]),
        (&json!("visit"), &json!("planned"), &json!(true))
    );
    assert_eq!(first["title"], "Ana Brnabić se rendra mardi à Athènes.");
    assert_eq!(first["publishers"], json!(["Le Courrier", "La Gazette"]));
    let last = &place.json("/api/v1/events?order=-day")["items"];
    assert_eq!(last[1]["when"], json!(null), "those without a day stand last in either order");
}

#[test]
fn an_event_leads_to_its_sentences() {
    let place = Site::new();
    let told = place.json("/api/v1/events/visit");
    let line = &told["reports"][0];
    assert_eq!(line["sentence"], "Ana Brnabić se rendra mardi à Athènes.");
    assert_eq!(line["sentence_at"], json!({"start": 0, "end": 38}));
    assert_eq!(line["article"]["id"], "a");
    assert_eq!(told["reports"].as_array().unwrap().len(), 3);
    assert_eq!(told["disagreements"][0]["field"], "when");
    assert_eq!(told["stories"], json!([{"id": "s-1", "title": "Une visite à Athènes"}]));
    assert_eq!(place.get("/api/v1/events/none").status, StatusCode::NOT_FOUND);
}

#[test]
fn events_are_counted_by_period_and_place() {
    let place = Site::new();
    let histogram = place.json("/api/v1/histogram?step=day&from=2021-05-03&to=2021-05-05");
    let rows = histogram["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 3);
    assert_eq!((&rows[1]["events"], &rows[1]["reports"], &rows[1]["all_reports"]), (&json!(1), &json!(3), &json!(3)));
    assert_eq!(histogram["unplaced"], 0, "between two days, events without a day are left out");
    let all = place.json("/api/v1/histogram?step=day");
    assert_eq!((&all["unplaced"], &all["outside"]), (&json!(1), &json!(1)));
    let far = place.get("/api/v1/histogram?step=day&from=0001-01-01&to=9999-12-31");
    assert_eq!(far.status, StatusCode::BAD_REQUEST);
    let map = place.json("/api/v1/places");
    assert_eq!(map["features"][0]["geometry"]["coordinates"], json!([23.73, 37.98]));
    assert_eq!(map["features"][0]["properties"]["ids"], json!(["visit"]));
    assert_eq!(map["features"][0]["properties"]["country"], "GRC");
}

#[test]
fn what_is_overdue_is_told() {
    let place = Site::new();
    assert_eq!(place.json("/api/v1/open")["total"], 0);
    let open = place.json("/api/v1/open?today=2021-05-14");
    assert_eq!((&open["items"][0]["due"], &open["items"][0]["overdue"]), (&json!("2021-05-04"), &json!(10)));
}

#[test]
fn a_relationship_has_directions() {
    let place = Site::new();
    let relation = place.json("/api/v1/relations?a=SRB&b=Gr%C3%A8ce&step=month&from=2021-05-01&to=2021-06-30");
    assert_eq!(relation["b"], json!({"id": "GRC", "name": "Grèce"}));
    let may = &relation["periods"][0];
    assert_eq!((&may["planned"], &may["directions"]["ab"]["planned"]), (&json!(1), &json!(1)));
    assert_eq!(may["directions"]["ba"]["events"], 0);
    assert_eq!(relation["unplaced"], 1);
    let turned = place.json("/api/v1/relations?a=GRC&b=SRB&step=year&from=2021-01-01&to=2021-12-31");
    assert_eq!(turned["periods"][0]["directions"]["ba"]["planned"], 1);
    assert_eq!(place.get("/api/v1/relations?a=SRB").status, StatusCode::BAD_REQUEST);
    let pairs = place.json("/api/v1/pairs?from=2021-01-01&to=2021-12-31");
    assert_eq!((&pairs["items"][0]["one"], &pairs["items"][0]["events"]), (&json!("GRC"), &json!(1)));
}

#[test]
fn the_network_of_an_actor_is_drawn() {
    let place = Site::new();
    let network = place.json("/api/v1/network?actor=ana-brnabic");
    assert_eq!(network["nodes"].as_array().unwrap().len(), 2);
    let edge = &network["edges"][0];
    assert_eq!((&edge["source"], &edge["conflict"], &edge["events"]), (&json!("ana-brnabic"), &json!(1), &json!(2)));
    let gexf = place.get("/api/v1/network.gexf?actor=ana-brnabic");
    assert!(gexf.text.contains("<gexf") && gexf.header("content-type") == "application/gexf+xml", "{}", gexf.text);
}

#[test]
fn articles_are_found_and_understood() {
    let place = Site::new();
    let all = place.json("/api/v1/articles");
    assert_eq!((&all["items"][0]["id"], &all["items"][0]["text"]), (&json!("c"), &json!(null)));
    assert_eq!(all["items"][0]["counts"], json!({"events": 2, "quotes": 1, "figures": 1}));
    let found = place.json("/api/v1/articles?q=grande");
    assert_eq!((&found["total"], &found["items"][0]["id"]), (&json!(1), &json!("b")));
    assert!(found["items"][0]["passage"].as_str().unwrap().contains("[grande]"));
    assert_eq!(place.json("/api/v1/articles?q=NOT+(")["total"], 0);
    let article = place.json("/api/v1/articles/c");
    assert_eq!(article["mentions"].as_array().unwrap().len(), 3);
    assert_eq!(article["reports"][0]["evidence"], json!(["trigger: se rendre"]));
    assert_eq!(article["reports"][0]["event_title"], "Ana Brnabić se rendra mardi à Athènes.");
    assert_eq!((article["quotes"].as_array().unwrap().len(), article["times"].as_array().unwrap().len()), (1, 1));
}

#[test]
fn quotations_are_found_and_aligned() {
    let place = Site::new();
    for (filter, expected) in [
        ("", 3),
        ("by=Brnabi%C4%87", 3),
        ("by=SRB", 3),
        ("by=Macron", 0),
        ("about=Gr%C3%A8ce", 3),
        ("q=grande", 1),
        ("variants=true", 3),
        ("from=2021-05-02&until=2021-05-02", 1),
    ] {
        assert_eq!(place.json(&format!("/api/v1/quotes?{filter}"))["total"], expected, "{filter}");
    }
    let quote = place.json("/api/v1/quotes/q-a");
    let added = quote["variants"][0]["aligned"].as_array().unwrap().iter().find(|p| p["op"] == "added").unwrap();
    assert_eq!(added["other"], "grande");
    assert_eq!(place.json("/api/v1/quotes?q=grande")["items"][0]["variants"], 3);
}

#[test]
fn figures_and_their_conflicts_are_listed() {
    let place = Site::new();
    assert_eq!(place.json("/api/v1/figures?of=bl%C3%A9&unit=tonne")["total"], 3);
    assert_eq!(place.json("/api/v1/figures?unit=mort")["total"], 0);
    let conflicts = place.json("/api/v1/figures?conflicts=true");
    assert_eq!((&conflicts["items"][0]["what"], &conflicts["total"]), (&json!("blé"), &json!(1)));
    assert_eq!(conflicts["items"][0]["figures"].as_array().unwrap().len(), 3);
    assert_eq!(place.json("/api/v1/figures/f-a")["others"].as_array().unwrap().len(), 2);
}

#[test]
fn stories_entities_and_words_are_found() {
    let place = Site::new();
    assert_eq!(place.json("/api/v1/stories")["items"][0]["counts"], json!({"articles": 3, "events": 1}));
    let story = place.json("/api/v1/stories/s-1");
    assert_eq!(story["articles"].as_array().unwrap().len(), 3);
    let line = &story["summary"][0];
    assert!(line["sentence"].is_string() && line["article"]["id"].is_string(), "{line}");
    let entities = place.json("/api/v1/entities?q=brn");
    assert_eq!(
        (&entities["items"][0]["entity"], &entities["items"][0]["mentions"]),
        (&json!("ana-brnabic"), &json!(3))
    );
    let entity = place.json("/api/v1/entities/GRC");
    assert_eq!((entity["mentions"].as_array().unwrap().len(), &entity["events"]), (3, &json!(2)));
    let found = place.json("/api/v1/search?q=amie");
    assert_eq!(found["totals"], json!({"articles": 3, "events": 0, "quotes": 3}));
    assert_eq!(place.json("/api/v1/search")["articles"], json!([]));
}

#[test]
fn what_is_not_there_is_said() {
    let place = Site::new();
    for path in ["articles/x", "quotes/x", "figures/x", "stories/x", "entities/x", "nothing"] {
        let said = place.get(&format!("/api/v1/{path}"));
        assert_eq!(said.status, StatusCode::NOT_FOUND, "{path}");
        assert!(said.json()["remedy"].is_string(), "{path}");
    }
}
