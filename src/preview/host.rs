//! Who may ask: a preview shows drafts, so that no other site in the browser may read it.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, ToSocketAddrs};

use crate::diagnostic::{Diagnostic, Severity};

use super::codes;

/// From where the preview can be reached.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Host {
    /// From this machine alone.
    #[default]
    Loopback,
    /// By an address or a name of this machine.
    Named(String),
}

impl Host {
    /// The address to listen at.
    ///
    /// # Errors
    /// E141 for a name that has none.
    pub fn ip(&self) -> Result<IpAddr, Box<Diagnostic>> {
        let name = match self {
            Self::Loopback => return Ok(Ipv4Addr::LOCALHOST.into()),
            Self::Named(name) => name,
        };
        let bare = name.trim_start_matches('[').trim_end_matches(']');
        let found = match bare.parse() {
            Ok(ip) => Some(ip),
            Err(_) => (bare, 0).to_socket_addrs().ok().and_then(|mut all| all.next()).map(|one| one.ip()),
        };
        found.ok_or_else(|| Box::new(no_address(name)))
    }

    /// Whether a request's `Host` names this server. Any other name is a foreign site's that leads here (DNS
    /// rebinding); a number cannot be led anywhere.
    pub fn allows(&self, header: &str) -> bool {
        let name = without_port(header);
        let bare = name.trim_start_matches('[').trim_end_matches(']');
        let ip: Option<IpAddr> = bare.parse().ok();
        let local =
            name.eq_ignore_ascii_case("localhost") || name.to_ascii_lowercase().ends_with(".localhost");
        match self {
            Self::Loopback => local || ip.is_some_and(|ip| ip.is_loopback()),
            Self::Named(own) => local || ip.is_some() || own.eq_ignore_ascii_case(name),
        }
    }

    /// As it stands in an address.
    pub fn shown(&self, listening: SocketAddr) -> String {
        let ip = listening.ip();
        match self {
            Self::Named(name) if name.parse::<IpAddr>().is_err() => name.clone(),
            _ if ip.is_unspecified() => Ipv4Addr::LOCALHOST.to_string(),
            _ => match ip {
                IpAddr::V4(ip) => ip.to_string(),
                IpAddr::V6(ip) => format!("[{ip}]"),
            },
        }
    }
}

fn without_port(header: &str) -> &str {
    match header.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !name.ends_with(':') => name,
        _ => header,
    }
}

pub fn no_address(name: &str) -> Diagnostic {
    let message = format!("this machine has no address `{name}`");
    Diagnostic::new(Severity::Error, codes::NO_ADDRESS, &"--host".into(), None, message)
        .hint("leave `--host` out to read the preview on this machine, or name one of its addresses")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_names_may_ask() {
        for host in [
            "localhost",
            "localhost:4000",
            "127.0.0.1:4000",
            "[::1]:4000",
            "register.localhost:1",
            "LOCALHOST",
        ] {
            assert!(Host::Loopback.allows(host), "{host}");
        }
        for host in [
            "evil.example",
            "evil.example:4000",
            "192.168.1.5:4000",
            "127.0.0.1.evil.example",
            "",
            "localhost.evil.example",
            "localhost:x",
        ] {
            assert!(!Host::Loopback.allows(host), "{host}");
        }
        let named = Host::Named("desk.local".into());
        assert!(named.allows("desk.local:4000") && named.allows("192.168.1.5") && named.allows("localhost"));
        assert!(!named.allows("evil.example"));
    }

    #[test]
    fn a_host_is_a_number_or_a_name() {
        assert_eq!(Host::Named("[::1]".into()).ip().map(|ip| ip.to_string()), Ok("::1".into()));
        assert_eq!(Host::Named("not a name".into()).ip().map_err(|found| found.code), Err(codes::NO_ADDRESS));
    }
}
