//! Platforms: the built-in ones with their synonyms and hosts, and those that a site adds.

use crate::config::Config;
use crate::content::value::{ValueError, quoted};

use super::{nearest, sentence};

/// A platform that is known from the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuiltinPlatform {
    pub slug: &'static str,
    pub title: &'static str,
    /// Other words for it, in lower case.
    pub aliases: &'static [&'static str],
    /// The platform's own hosts, without `www.`; empty where it has none, as e-mail.
    pub hosts: &'static [&'static str],
    /// Users have hosts of their own under these: `somebody.blogspot.com`.
    pub user_hosts: bool,
}

/// The contract's platforms, in its order.
#[rustfmt::skip]
pub const PLATFORMS: &[BuiltinPlatform] = &[
    BuiltinPlatform { slug: "facebook", title: "Facebook", aliases: &["fb"], hosts: &["facebook.com", "fb.com", "fb.me", "fb.watch"], user_hosts: false },
    BuiltinPlatform { slug: "instagram", title: "Instagram", aliases: &["ig", "insta"], hosts: &["instagram.com", "instagr.am", "ig.me"], user_hosts: false },
    BuiltinPlatform { slug: "threads", title: "Threads", aliases: &[], hosts: &["threads.net", "threads.com"], user_hosts: false },
    BuiltinPlatform { slug: "messenger", title: "Messenger", aliases: &["facebook-messenger", "fb-messenger"], hosts: &["messenger.com", "m.me"], user_hosts: false },
    BuiltinPlatform { slug: "whatsapp", title: "WhatsApp", aliases: &[], hosts: &["whatsapp.com", "wa.me"], user_hosts: false },
    BuiltinPlatform { slug: "meta", title: "Meta", aliases: &[], hosts: &["meta.com"], user_hosts: false },
    BuiltinPlatform { slug: "x", title: "X", aliases: &["twitter", "x-twitter", "twitter-x", "x.com"], hosts: &["x.com", "twitter.com", "t.co"], user_hosts: false },
    BuiltinPlatform { slug: "youtube", title: "YouTube", aliases: &["yt"], hosts: &["youtube.com", "youtu.be", "youtube-nocookie.com"], user_hosts: false },
    BuiltinPlatform { slug: "tiktok", title: "TikTok", aliases: &["tik-tok"], hosts: &["tiktok.com"], user_hosts: false },
    BuiltinPlatform { slug: "telegram", title: "Telegram", aliases: &["tg"], hosts: &["t.me", "telegram.me", "telegram.org"], user_hosts: false },
    BuiltinPlatform { slug: "vk", title: "VK", aliases: &["vkontakte"], hosts: &["vk.com", "vk.ru", "vkontakte.ru"], user_hosts: false },
    BuiltinPlatform { slug: "ok", title: "OK", aliases: &["odnoklassniki", "ok.ru"], hosts: &["ok.ru", "odnoklassniki.ru"], user_hosts: false },
    BuiltinPlatform { slug: "reddit", title: "Reddit", aliases: &[], hosts: &["reddit.com", "redd.it"], user_hosts: false },
    BuiltinPlatform { slug: "linkedin", title: "LinkedIn", aliases: &["linked-in"], hosts: &["linkedin.com", "lnkd.in"], user_hosts: false },
    BuiltinPlatform { slug: "pinterest", title: "Pinterest", aliases: &[], hosts: &["pinterest.com", "pinterest.co.uk", "pinterest.ca", "pinterest.de", "pinterest.fr", "pin.it"], user_hosts: false },
    BuiltinPlatform { slug: "medium", title: "Medium", aliases: &[], hosts: &["medium.com"], user_hosts: true },
    BuiltinPlatform { slug: "quora", title: "Quora", aliases: &[], hosts: &["quora.com"], user_hosts: true },
    BuiltinPlatform { slug: "tumblr", title: "Tumblr", aliases: &[], hosts: &["tumblr.com"], user_hosts: true },
    BuiltinPlatform { slug: "discord", title: "Discord", aliases: &[], hosts: &["discord.com", "discord.gg", "discordapp.com"], user_hosts: false },
    BuiltinPlatform { slug: "gab", title: "Gab", aliases: &[], hosts: &["gab.com", "gab.ai"], user_hosts: false },
    BuiltinPlatform { slug: "gettr", title: "Gettr", aliases: &[], hosts: &["gettr.com"], user_hosts: false },
    BuiltinPlatform { slug: "parler", title: "Parler", aliases: &[], hosts: &["parler.com"], user_hosts: false },
    BuiltinPlatform { slug: "truth-social", title: "Truth Social", aliases: &["truthsocial"], hosts: &["truthsocial.com"], user_hosts: false },
    BuiltinPlatform { slug: "rumble", title: "Rumble", aliases: &[], hosts: &["rumble.com"], user_hosts: false },
    BuiltinPlatform { slug: "bluesky", title: "Bluesky", aliases: &["bsky"], hosts: &["bsky.app", "bsky.social"], user_hosts: true },
    BuiltinPlatform { slug: "mastodon", title: "Mastodon", aliases: &[], hosts: &["mastodon.social", "joinmastodon.org"], user_hosts: false },
    BuiltinPlatform { slug: "weibo", title: "Weibo", aliases: &["sina-weibo"], hosts: &["weibo.com", "weibo.cn"], user_hosts: false },
    BuiltinPlatform { slug: "wechat", title: "WeChat", aliases: &["weixin"], hosts: &["wechat.com", "weixin.qq.com"], user_hosts: false },
    BuiltinPlatform { slug: "line", title: "LINE", aliases: &[], hosts: &["line.me"], user_hosts: false },
    BuiltinPlatform { slug: "viber", title: "Viber", aliases: &[], hosts: &["viber.com"], user_hosts: false },
    BuiltinPlatform { slug: "signal", title: "Signal", aliases: &[], hosts: &["signal.org", "signal.me"], user_hosts: false },
    BuiltinPlatform { slug: "blogspot", title: "Blogspot", aliases: &["blogger"], hosts: &["blogspot.com", "blogger.com"], user_hosts: true },
    BuiltinPlatform { slug: "wordpress", title: "WordPress", aliases: &["wordpress.com"], hosts: &["wordpress.com", "wordpress.org", "wp.com"], user_hosts: true },
    BuiltinPlatform { slug: "substack", title: "Substack", aliases: &[], hosts: &["substack.com"], user_hosts: true },
    BuiltinPlatform { slug: "livejournal", title: "LiveJournal", aliases: &["lj"], hosts: &["livejournal.com"], user_hosts: true },
    BuiltinPlatform { slug: "flickr", title: "Flickr", aliases: &[], hosts: &["flickr.com", "flic.kr"], user_hosts: false },
    BuiltinPlatform { slug: "vimeo", title: "Vimeo", aliases: &[], hosts: &["vimeo.com"], user_hosts: false },
    BuiltinPlatform { slug: "soundcloud", title: "SoundCloud", aliases: &[], hosts: &["soundcloud.com"], user_hosts: false },
    BuiltinPlatform { slug: "twitch", title: "Twitch", aliases: &[], hosts: &["twitch.tv"], user_hosts: false },
    BuiltinPlatform { slug: "steam", title: "Steam", aliases: &[], hosts: &["steamcommunity.com", "steampowered.com"], user_hosts: false },
    BuiltinPlatform { slug: "change-org", title: "Change.org", aliases: &["change.org"], hosts: &["change.org"], user_hosts: false },
    BuiltinPlatform { slug: "linktree", title: "Linktree", aliases: &["linktr.ee"], hosts: &["linktr.ee"], user_hosts: false },
    BuiltinPlatform { slug: "google-play", title: "Google Play", aliases: &["play-store", "google-play-store"], hosts: &["play.google.com"], user_hosts: false },
    BuiltinPlatform { slug: "app-store", title: "App Store", aliases: &["apple-app-store", "ios-app-store"], hosts: &["apps.apple.com", "itunes.apple.com"], user_hosts: false },
    BuiltinPlatform { slug: "website", title: "Website", aliases: &["websites", "site", "web"], hosts: &[], user_hosts: false },
    BuiltinPlatform { slug: "forum", title: "Forum", aliases: &["forums"], hosts: &[], user_hosts: false },
    BuiltinPlatform { slug: "sms", title: "SMS", aliases: &[], hosts: &[], user_hosts: false },
    BuiltinPlatform { slug: "email", title: "Email", aliases: &["e-mail", "mail"], hosts: &[], user_hosts: false },
];

/// The slug that a word stands for: a built-in platform, one of the site's own, or a synonym of either.
/// The site's words come first; case does not count.
pub fn platform(config: &Config, word: &str) -> Option<String> {
    let wanted = plain(word);
    let own = config.platforms.iter().find(|(slug, platform)| {
        let words = std::iter::once(slug.as_str()).chain(platform.aliases.iter().map(String::as_str));
        words.chain([platform.title.as_str()]).any(|word| plain(word) == wanted)
    });
    if let Some((slug, _)) = own {
        return Some(slug.clone());
    }
    let builtin =
        PLATFORMS.iter().find(|known| known.slug == wanted || known.aliases.contains(&wanted.as_str()));
    builtin.map(|known| known.slug.to_owned())
}

/// The title of a slug; a word of no list with spaces for its hyphens.
pub fn platform_title(config: &Config, slug: &str) -> String {
    if let Some(own) = config.platforms.get(slug) {
        return own.title.clone();
    }
    let builtin = PLATFORMS.iter().find(|known| known.slug == slug);
    builtin.map_or_else(|| sentence(slug), |known| known.title.to_owned())
}

/// The other words for a platform.
pub fn platform_synonyms(config: &Config, slug: &str) -> Vec<String> {
    let own = config.platforms.get(slug).into_iter().flat_map(|platform| platform.aliases.iter().cloned());
    let builtin = PLATFORMS.iter().filter(|known| known.slug == slug).flat_map(|known| known.aliases);
    own.chain(builtin.map(|word| (*word).to_owned())).collect()
}

/// The error for a word that is no platform, with the nearest one.
pub fn unknown_platform(config: &Config, word: &str) -> ValueError {
    let own = config.platforms.iter().flat_map(|(slug, platform)| {
        std::iter::once(slug.as_str()).chain(platform.aliases.iter().map(String::as_str))
    });
    let builtin =
        PLATFORMS.iter().flat_map(|known| [known.slug].into_iter().chain(known.aliases.iter().copied()));
    let error = ValueError::new("E032", format!("{} is not a known platform", quoted(word)));
    match nearest(word, own.chain(builtin)) {
        Some(known) => error.hint(format!("did you mean `{known}`?")),
        None => error.hint("add it to site.toml as `[platforms.NAME]` with a `title`"),
    }
}

/// The platform whose own host this is; never a user's host such as `somebody.blogspot.com`.
pub(crate) fn of_host(host: &str) -> Option<&'static BuiltinPlatform> {
    let bare = host.strip_prefix("www.").unwrap_or(host);
    PLATFORMS.iter().find(|platform| {
        platform.hosts.iter().any(|own| {
            bare == *own
                || bare
                    .strip_suffix(own)
                    .and_then(|rest| rest.strip_suffix('.'))
                    .is_some_and(|sub| !platform.user_hosts || matches!(sub, "m" | "mobile" | "en"))
        })
    })
}

fn plain(word: &str) -> String {
    word.trim().to_lowercase().replace(['_', ' '], "-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::vocabulary::tests::config;

    #[test]
    fn synonyms_mean_their_platform() {
        let config = config();
        for (word, slug) in [
            ("x", "x"),
            ("Twitter", "x"),
            ("vkontakte", "vk"),
            ("Truth Social", "truth-social"),
            ("B站", "bilibili"),
            ("bilibili", "bilibili"),
        ] {
            assert_eq!(platform(&config, word).as_deref(), Some(slug));
        }
        assert_eq!(platform(&config, "myspace"), None);
        assert_eq!(platform_title(&config, "bilibili"), "Bilibili");
        assert_eq!(platform_title(&config, "change-org"), "Change.org");
        let hint = |word| unknown_platform(&config, word).hint.unwrap_or_default();
        assert_eq!(hint("facebok"), "did you mean `facebook`?");
        assert!(hint("myspace").contains("site.toml"));
    }

    #[test]
    fn hosts_of_users_are_not_the_platforms() {
        let slug = |host: &str| of_host(host).map(|platform| platform.slug);
        assert_eq!(slug("www.facebook.com"), Some("facebook"));
        assert_eq!(slug("ca.pinterest.com"), Some("pinterest"));
        assert_eq!(slug("twitter.com"), Some("x"));
        assert_eq!(slug("blogspot.com"), Some("blogspot"));
        assert_eq!(slug("somebody.blogspot.com"), None);
        assert_eq!(slug("notfacebook.com"), None);
    }

    #[test]
    fn every_word_means_one_platform() {
        let mut words: Vec<&str> =
            PLATFORMS.iter().flat_map(|p| [p.slug].into_iter().chain(p.aliases.iter().copied())).collect();
        let all = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), all);
    }
}
