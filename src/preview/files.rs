//! Files of the archive, sent from disk piece by piece: a film is never in memory.

use std::path::Path;
use std::time::UNIX_EPOCH;

use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ETAG, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tokio::fs::File;
use tokio::io::AsyncReadExt;

use super::answer::is_known;

const PIECE: usize = 64 * 1024;

/// A file's bytes; `None` where it is gone, or leads out of the archive since it was read.
pub async fn open(root: &Path, full: &Path, kind: &'static str, headers: &HeaderMap) -> Option<Response> {
    let real = tokio::fs::canonicalize(full).await.ok()?;
    if !real.starts_with(root) {
        return None;
    }
    let file = File::open(&real).await.ok()?;
    let metadata = file.metadata().await.ok()?;
    if !metadata.is_file() {
        return None;
    }
    let age = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let etag = format!("\"{:x}-{:x}\"", metadata.len(), age.unwrap_or_default().as_nanos());
    let mut response = if is_known(headers, &etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = Body::from_stream(pieces(file, metadata.len())).into_response();
        response.headers_mut().insert(CONTENT_LENGTH, metadata.len().into());
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        response
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(ETAG, HeaderValue::from_str(&etag).ok()?);
    Some(response)
}

/// As many bytes as were promised, also of a file that grows meanwhile.
fn pieces(file: File, len: u64) -> impl stream::Stream<Item = std::io::Result<Bytes>> + Send {
    stream::try_unfold((file, len), |(mut file, left)| async move {
        let mut piece = vec![0; usize::try_from(left).unwrap_or(PIECE).min(PIECE)];
        let read = if piece.is_empty() { 0 } else { file.read(&mut piece).await? };
        piece.truncate(read);
        Ok((read > 0).then(|| (Bytes::from(piece), (file, left - read as u64))))
    })
}
