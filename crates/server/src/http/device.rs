//! What a browser says of itself, in the few words that its owner knows it by. It is told to nobody else,
//! and nothing is decided by it.

use super::Door;
use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use std::convert::Infallible;

/// A browser and its system, such as "Firefox on Linux"; empty where neither is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Device(pub String);

/// Signs in what browsers send and whose they are; of several, the first counts, since most also claim to
/// be those behind.
const BROWSERS: [(&str, &str); 7] = [
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

impl Device {
    fn of(agent: &str) -> Device {
        let known = |list: &[(&str, &'static str)]| {
            list.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name)
        };
        Device(match (known(&BROWSERS), known(&SYSTEMS)) {
            (Some(browser), Some(system)) => format!("{browser} on {system}"),
            (Some(one), None) | (None, Some(one)) => one.to_owned(),
            (None, None) => String::new(),
        })
    }
}

impl FromRequestParts<Door> for Device {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Door) -> Result<Device, Infallible> {
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Ok(Device::of(agent.unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_told_in_the_words_that_its_owner_knows() {
        for (agent, words) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox on Linux"),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36 Edg/130.0",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1",
                "Safari on iPhone",
            ),
            ("curl/8.9", ""),
            ("", ""),
        ] {
            assert_eq!(Device::of(agent).0, words, "{agent}");
        }
    }
}
