//! Who may ask: a preview shows drafts, so that no other site in the browser may read it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs, UdpSocket};

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
            Self::Named(own) => {
                local || ip.is_some() || own.eq_ignore_ascii_case(name) || is_this_machine(name)
            }
        }
    }

    /// As it stands in an address.
    pub fn shown(&self, listening: SocketAddr) -> String {
        let ip = listening.ip();
        match self {
            Self::Named(name) if name.parse::<IpAddr>().is_err() => name.clone(),
            _ if ip.is_unspecified() => Ipv4Addr::LOCALHOST.to_string(),
            _ => bracketed(ip),
        }
    }

    /// As it stands in an address that is for other machines, where all addresses of this one are listened at.
    pub fn from_afar(&self, listening: SocketAddr) -> Option<String> {
        let is_named = matches!(self, Self::Named(name) if name.parse::<IpAddr>().is_err());
        if is_named || !listening.ip().is_unspecified() {
            return None;
        }
        address_of_this_machine(listening.ip()).map(bracketed).or_else(name_of_this_machine)
    }
}

fn bracketed(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    }
}

/// Whether a name is the one that this machine gives itself, plain or as it is told to its network.
fn is_this_machine(name: &str) -> bool {
    let plain = name.to_ascii_lowercase();
    let plain = plain.strip_suffix(".local").unwrap_or(&plain);
    name_of_this_machine().is_some_and(|own| {
        let own = own.to_ascii_lowercase();
        own.strip_suffix(".local").unwrap_or(&own) == plain
    })
}

#[cfg(unix)]
fn name_of_this_machine() -> Option<String> {
    let system = rustix::system::uname();
    let name = system.nodename().to_str().ok()?;
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(not(unix))]
fn name_of_this_machine() -> Option<String> {
    None
}

/// The address at which this machine's network has it. No packet is sent: the system only says from where one would be,
/// to an address that is nobody's (RFC 5737, RFC 3849).
fn address_of_this_machine(listening: IpAddr) -> Option<IpAddr> {
    let nobody: [(IpAddr, IpAddr); 2] = [
        (Ipv4Addr::UNSPECIFIED.into(), Ipv4Addr::new(192, 0, 2, 1).into()),
        (Ipv6Addr::UNSPECIFIED.into(), Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1).into()),
    ];
    // Who listens at all addresses of the newer kind is reached by the older kind too.
    let reached = nobody.into_iter().filter(|(from, _)| listening.is_ipv6() || from.is_ipv4());
    let from = |(from, to): (IpAddr, IpAddr)| {
        let socket = UdpSocket::bind((from, 0)).ok()?;
        socket.connect((to, 9)).ok()?;
        socket.local_addr().ok().map(|address| address.ip())
    };
    reached.filter_map(from).find(|ip| !ip.is_loopback() && !ip.is_unspecified())
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
        let all = Host::Named("0.0.0.0".into());
        if let Some(own) = name_of_this_machine() {
            let own = own.trim_end_matches(".local");
            assert!(
                all.allows(&format!("{own}:4000")) && all.allows(&format!("{}.LOCAL", own.to_uppercase()))
            );
            assert!(!all.allows(&format!("{own}.evil.example")) && !Host::Loopback.allows(own));
        }
    }

    #[test]
    fn who_listens_everywhere_names_an_address_for_others() {
        let at = |ip: &str| SocketAddr::new(ip.parse().expect("an address"), 4000);
        let named = |name: &str| Host::Named(name.into());
        for ip in ["0.0.0.0", "::"] {
            let afar = named(ip).from_afar(at(ip));
            let is_own = |host: &String| {
                let bare = host.trim_start_matches('[').trim_end_matches(']');
                bare.parse().map_or(true, |ip: IpAddr| !ip.is_loopback() && !ip.is_unspecified())
            };
            assert!(afar.as_ref().is_none_or(is_own), "{afar:?}");
            assert!(afar.is_some() || name_of_this_machine().is_none());
        }
        assert_eq!(named("192.168.1.5").from_afar(at("192.168.1.5")), None);
        assert_eq!(named("desk").from_afar(at("0.0.0.0")), None);
        assert_eq!(Host::Loopback.from_afar(at("127.0.0.1")), None);
    }

    #[test]
    fn a_host_is_a_number_or_a_name() {
        assert_eq!(Host::Named("[::1]".into()).ip().map(|ip| ip.to_string()), Ok("::1".into()));
        assert_eq!(Host::Named("not a name".into()).ip().map_err(|found| found.code), Err(codes::NO_ADDRESS));
    }
}
