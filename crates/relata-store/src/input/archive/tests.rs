//! Archives made here, whole and broken: a fault costs only what it touches.

use crate::input::{Item, Options, Problem, read};
use relata::article::Input;
use std::io::Write;

const WORDS: &str =
    "<p>Le conseil de la ville a voté lundi la rénovation du vieux marché couvert, fermé depuis deux ans.</p>";

fn response(number: usize) -> Vec<u8> {
    let body = format!("<html><head><title>Marché {number}</title></head><body>{WORDS}</body></html>");
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}");
    let url = format!("https://gazette.example/{number}");
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
    .into_bytes()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn run(bytes: &[u8]) -> (Vec<Input>, Vec<Problem>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.warc");
    std::fs::write(&path, bytes).unwrap();
    let (mut articles, mut problems) = (Vec::new(), Vec::new());
    let options = Options::default();
    read(&[path], &options, &mut std::io::empty(), &mut |item| {
        match item {
            Item::Problem(problem) => problems.push(problem),
            Item::Article(article) => articles.push(*article),
            Item::Page(raw) => {
                let (told, article) = raw.article(&options);
                problems.extend(told);
                articles.extend(article);
            }
        }
        true
    });
    (articles, problems)
}

fn urls(articles: &[Input]) -> Vec<&str> {
    articles.iter().filter_map(|a| a.url.as_deref()?.rsplit('/').next()).collect()
}

#[test]
fn records_are_read_with_their_place() {
    let (first, second) = (response(1), response(2));
    let (articles, problems) = run(&[first.clone(), second.clone()].concat());
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(urls(&articles), ["1", "2"]);
    assert_eq!(articles[1].document, "a.warc#2");
    let origin = articles[1].origin.as_ref().unwrap();
    assert_eq!((origin.offset, origin.file.as_str()), (first.len() as u64, "a.warc"));
    assert_eq!(articles[0].title.as_deref(), Some("Marché 1"));
}

#[test]
fn members_are_read_with_their_place() {
    for pack in [gzip as fn(&[u8]) -> Vec<u8>, |b| zstd::encode_all(b, 3).unwrap()] {
        let members: Vec<Vec<u8>> = (1..4).map(|n| pack(&response(n))).collect();
        let (articles, problems) = run(&members.concat());
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(urls(&articles), ["1", "2", "3"]);
        let origin = articles[2].origin.as_ref().unwrap();
        assert_eq!(origin.offset as usize, members[0].len() + members[1].len());
        assert_eq!(origin.length as usize, members[2].len());
    }
}

#[test]
fn a_corrupt_member_costs_only_itself() {
    for pack in [gzip as fn(&[u8]) -> Vec<u8>, |b| zstd::encode_all(b, 3).unwrap()] {
        let mut members: Vec<Vec<u8>> = (1..5).map(|n| pack(&response(n))).collect();
        let length = members[1].len();
        members[1][length / 3..length / 2].fill(0xA5);
        let (articles, problems) = run(&members.concat());
        assert_eq!(urls(&articles), ["1", "3", "4"]);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].place.ends_with("a.warc, after record 1"), "{problems:?}");
    }
}

#[test]
fn a_member_that_is_cut_off_costs_only_itself() {
    let mut members: Vec<Vec<u8>> = (1..4).map(|n| gzip(&response(n))).collect();
    let length = members[1].len();
    members[1].truncate(length / 2);
    assert_eq!(urls(&run(&members.concat()).0), ["1", "3"]);
    let mut end = [gzip(&response(1)), gzip(&response(2))].concat();
    end.truncate(end.len() - 40);
    let (articles, problems) = run(&end);
    assert_eq!(urls(&articles), ["1"]);
    assert!(problems[0].cause.contains("breaks off"), "{problems:?}");
}

#[test]
fn a_broken_record_costs_only_itself() {
    let broken = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\nwords\r\n\r\n".to_vec();
    let (articles, problems) = run(&[response(1), broken, response(2)].concat());
    assert_eq!(urls(&articles), ["1", "2"]);
    assert!(problems[0].cause.contains("no WARC record"), "{problems:?}");
}

fn wet(url: &str) -> Input {
    let text = "Accueil\nMonde\nLe conseil de la ville a voté lundi la rénovation du vieux marché couvert, fermé depuis deux ans.\nPartager\n";
    let record = format!(
        "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-04-02T07:00:00Z\r\nContent-Length: {}\r\n\r\n{text}\r\n\r\n",
        text.len()
    );
    run(record.as_bytes()).0.remove(0)
}

#[test]
fn lines_of_wet_that_are_prose_are_read() {
    let article = wet("https://gazette.example/1");
    assert!(article.text.starts_with("Le conseil") && article.text.ends_with("deux ans."));
}

#[test]
fn a_wet_record_is_dated_by_its_address_or_else_by_its_capture() {
    let day = |url: &str| wet(url).published.unwrap().days.from.to_string();
    assert_eq!(day("https://gazette.example/1"), "2031-04-02");
    assert_eq!(day("https://gazette.example/2030/11/28/marche-couvert"), "2030-11-28");
}
