//! Given the data dictionary, yields the shapes of the API's records, for the document that describes it.

use crate::serve::answer::Failure;
use axum::http::StatusCode;
use relata_store::dictionary;
use serde::Serialize;
use utoipa::openapi::schema::{AdditionalProperties, ArrayBuilder, ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, Ref, RefOr};
use utoipa::{IntoParams, PartialSchema, ToSchema};

/// What is wrong, and what to do.
#[derive(Serialize, ToSchema)]
pub struct Wrong {
    /// What is wrong.
    pub error: String,
    /// What to do.
    pub remedy: String,
}

/// The ways in which a request fails.
pub struct Failures;

impl utoipa::IntoResponses for Failures {
    fn responses() -> std::collections::BTreeMap<String, RefOr<utoipa::openapi::Response>> {
        let all = [
            ("304", "Nothing has changed since the answer that the ETag names"),
            ("400", "A question that cannot be answered"),
            ("401", "A token is needed"),
            ("403", "This host, or a change, is not allowed"),
            ("404", "Nothing bears this id"),
            ("408", "It took too long"),
            ("413", "The request is too large"),
            ("415", "The media type is none that is read"),
            ("422", "The body is none that is read"),
            ("503", "Another process writes: come again"),
        ];
        all.into_iter()
            .map(|(status, description)| (status.to_owned(), RefOr::T(response(status, description))))
            .collect()
    }
}

fn response(status: &str, description: &str) -> utoipa::openapi::Response {
    let builder = utoipa::openapi::ResponseBuilder::new().description(description);
    if status == "304" {
        return builder.build();
    }
    let content = utoipa::openapi::ContentBuilder::new().schema(Some(Ref::from_schema_name("Wrong"))).build();
    builder.content("application/json", content).build()
}

/// The header that a page of another origin cannot send.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Header)]
pub struct Own {
    /// Any value: requests that change something must bear it.
    #[param(rename = "X-Relata", example = "1")]
    #[allow(dead_code, reason = "it describes a header that is looked at before")]
    pub own: String,
}

/// An object whose fields the description of the endpoint names.
pub struct Record;

impl PartialSchema for Record {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().additional_properties(Some(AdditionalProperties::FreeForm(true))).into()
    }
}

impl ToSchema for Record {}

/// Files of a form.
pub struct Upload;

impl PartialSchema for Upload {
    fn schema() -> RefOr<Schema> {
        let binary = utoipa::openapi::SchemaFormat::KnownFormat(utoipa::openapi::KnownFormat::Binary);
        let file = ObjectBuilder::new().schema_type(Type::String).format(Some(binary));
        ObjectBuilder::new().property("file", ArrayBuilder::new().items(file)).required("file").into()
    }
}

impl ToSchema for Upload {}

macro_rules! pages {
    ($($name:ident $item:literal $what:literal)*) => {$(
        #[doc = $what]
        pub struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                page(Some($item))
            }
        }

        impl ToSchema for $name {}
    )*};
}

pages! {
    EventPage "events" "A page of events."
    ArticlePage "articles" "A page of articles."
    QuotePage "quotes" "A page of quotations."
    FigurePage "figures" "A page of figures, or of groups of them."
    StoryPage "stories" "A page of stories."
    EntityPage "entities" "A page of entities."
    Page "" "A page of a list."
}

/// A page of records: those of the dictionary under their fields, which lists may leave out and add to.
fn page(record: Option<&str>) -> RefOr<Schema> {
    let item: RefOr<Schema> = match record.filter(|record| !record.is_empty()) {
        Some(record) => of_record(record).into(),
        None => Record::schema(),
    };
    ObjectBuilder::new()
        .property("items", ArrayBuilder::new().items(item))
        .property("next", ObjectBuilder::new().schema_type(SchemaType::from_iter([Type::String, Type::Null])))
        .property("total", ObjectBuilder::new().schema_type(Type::Integer))
        .required("items")
        .required("next")
        .required("total")
        .into()
}

fn of_record(record: &str) -> ObjectBuilder {
    let mut object = ObjectBuilder::new();
    for column in dictionary::columns(record) {
        let kind = match column.kind {
            "text" => SchemaType::from_iter([Type::String, Type::Null]),
            "integer" => SchemaType::from_iter([Type::Integer, Type::Null]),
            "number" => SchemaType::from_iter([Type::Number, Type::Null]),
            "truth" => SchemaType::from_iter([Type::Boolean, Type::Null]),
            _ => SchemaType::AnyValue,
        };
        // Lists count the mentions of an entity where its record holds them.
        let kind = if column.column == "mentions" { SchemaType::AnyValue } else { kind };
        object =
            object.property(column.column, ObjectBuilder::new().schema_type(kind).description(Some(column.meaning)));
    }
    object.additional_properties(Some(AdditionalProperties::FreeForm(true)))
}

/// The document before the routes are added to it.
pub fn document() -> OpenApi {
    let about = "What a chronicle holds, as JSON: the records of `relata export` under the same names. Lists come in pages \
                 (`limit`, `cursor`) or as CSV (`format=csv`); every answer has an ETag. Spans count Unicode code points of an \
                 article's text; days are ISO 8601.";
    let info = InfoBuilder::new()
        .title("Relata")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(about))
        .license(Some(LicenseBuilder::new().name("MIT OR Apache-2.0").build()))
        .build();
    let wrong = utoipa::openapi::ComponentsBuilder::new().schema("Wrong", Wrong::schema()).build();
    OpenApiBuilder::new().info(info).components(Some(wrong)).build()
}

/// What is answered where no route leads.
pub fn nothing_here(path: &str) -> Failure {
    Failure::new(StatusCode::NOT_FOUND, format!("there is nothing at {path}"), "see /api/v1/openapi.json")
}
