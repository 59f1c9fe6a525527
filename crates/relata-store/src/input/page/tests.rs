//! Pages in the manner of news sites, each with what a reader sees of it.

use super::*;

const FIRST: &str = "Le gouvernement de la petite île a annoncé mardi la réouverture de son unique port, fermé depuis la tempête de mars.";
const SECOND: &str = "« Les premiers cargos accosteront dès jeudi », a promis la ministre des Transports devant les dockers réunis sur le quai.";
const THIRD: &str =
    "Les pêcheurs, eux, attendent toujours les aides promises, et leur syndicat menace de bloquer l’entrée de la rade.";

fn page(head: &str, body: &str) -> Page {
    read(&format!("<!DOCTYPE html><html lang=fr><head>{head}</head><body>{body}</body></html>"), None, &Zone::default())
}

/// The text of a page whose article is three paragraphs among other things.
#[track_caller]
fn check(body: &str) {
    let body = body.replace("FIRST", FIRST).replace("SECOND", SECOND).replace("THIRD", THIRD);
    assert_eq!(page("", &body).text, [FIRST, SECOND, THIRD].join("\n\n"));
}

#[test]
fn the_frame_of_a_site_is_left_out() {
    check(
        "<header><nav><a href=/>Accueil</a> <a href=/monde>Monde</a></nav></header><main><h1>Le port</h1>
         <p>FIRST</p><p>SECOND</p><p>THIRD</p></main><footer><p>Tous droits réservés à la Gazette de l’île, dont le siège est sur la place.</p></footer>",
    );
}

#[test]
fn boxes_within_an_article_are_left_out() {
    check(
        "<article><p>FIRST</p><div class='newsletter-box'><p>Recevez chaque matin notre lettre, avec tout ce qu’il faut savoir de l’île.</p></div>
         <p>SECOND</p><p><strong>Lire aussi :</strong> <a href=/x>Le phare éteint</a></p>
         <figure><img src=a.jpg><figcaption>Le port, vu de la colline.</figcaption></figure>
         <p class='caption'>Des barques au repos dans la rade, où plus rien ne bouge.</p><p>THIRD</p>
         <section class='related-articles'><h2>Nos autres articles</h2><p>La tempête de mars a détruit vingt maisons sur la côte nord de l’île.</p></section></article>",
    );
}

#[test]
fn paragraphs_without_elements_are_told_by_breaks() {
    check("<div id=story>FIRST<br><br>SECOND<br>\n<br>THIRD</div>");
}

#[test]
fn a_body_in_several_sections_is_read_whole() {
    check(
        "<div class=page><div class=part><p>FIRST</p></div><div class=part><p>SECOND</p></div><div class=part><p>THIRD</p></div></div>",
    );
}

#[test]
fn a_consent_wall_is_no_article() {
    let wall = "<div class='cookie-consent'><p>Nous utilisons des cookies pour mesurer l’audience de nos pages et vous proposer des annonces.</p></div>";
    check(&format!("{wall}<article><p>FIRST</p><p>SECOND</p><p>THIRD</p></article>"));
    assert_eq!(page("", "<ul><li><a href=/a>Un</a></li><li><a href=/b>Deux</a></li></ul>").text, "");
}

#[test]
fn a_paragraph_before_the_body_introduces_it() {
    let lead = "Après quatre mois de travaux, les bateaux pourront de nouveau entrer dans la rade de la capitale.";
    let body = format!(
        "<header><h1>Le port</h1><p class=standfirst>{lead}</p></header><div class='article-body'><p>{FIRST}</p><p>{SECOND}</p></div>"
    );
    assert_eq!(page("", &body).text, [lead, FIRST, SECOND].join("\n\n"));
}

#[test]
fn subheadings_stay_where_text_follows_them() {
    let body = format!(
        "<article><p>{FIRST}</p><h2>Des dockers soulagés</h2><p>{SECOND}</p><h2>À ne pas manquer</h2></article>"
    );
    assert_eq!(page("", &body).text, [FIRST, "Des dockers soulagés", SECOND].join("\n\n"));
}

#[test]
fn the_head_tells_title_day_publisher_and_authors() {
    let head = r#"<title>Le port rouvre - La Gazette</title><meta property="og:title" content="Le port rouvre - La Gazette">
        <meta property="og:site_name" content="La Gazette"><meta name="author" content="Ada Lune">
        <meta property="article:published_time" content="2031-04-02T07:00:00+02:00">
        <link rel=canonical href="https://gazette.example/port">"#;
    let page = page(head, &format!("<p>{FIRST}</p><p>{SECOND}</p>"));
    assert_eq!(page.title.as_deref(), Some("Le port rouvre"));
    assert_eq!(page.publisher.as_deref(), Some("La Gazette"));
    assert_eq!(page.authors, ["Ada Lune"]);
    assert_eq!(page.url.as_deref(), Some("https://gazette.example/port"));
    assert_eq!(page.published.unwrap().days.from.to_string(), "2031-04-02");
    assert_eq!(page.language.as_deref(), Some("fr"));
}

#[test]
fn a_title_that_holds_a_dash_stays_whole() {
    let found = |title: &str| page(&format!("<title>{title}</title>"), "").title.unwrap_or_default();
    assert_eq!(found("Port - le retour des cargos"), "Port - le retour des cargos");
}

#[test]
fn live_pages_and_galleries_are_told() {
    let shape = |head: &str| page(head, "").shape;
    assert_eq!(
        shape(r#"<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "x"}</script>"#),
        Shape::Live
    );
    assert_eq!(shape("<link rel=canonical href='https://gazette.example/diaporama/port'>"), Shape::Gallery);
    assert_eq!(shape("<link rel=canonical href='https://gazette.example/monde/port'>"), Shape::Report);
}

#[test]
fn markup_in_feeds_is_read() {
    assert_eq!(fragment("<p>Un &amp; deux.</p><p>Trois.</p>"), "Un & deux.\n\nTrois.");
    assert_eq!(fragment("Un &amp; deux."), "Un & deux.");
    assert_eq!(fragment(""), "");
}
