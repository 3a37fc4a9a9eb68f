//! The archive in other forms than pages: feeds, JSON, sitemaps, citations.
pub mod case_json;
pub mod citation;
pub mod feeds;
mod json;
pub mod schema;
pub mod sitemap;
