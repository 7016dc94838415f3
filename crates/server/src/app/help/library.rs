//! The current articles, in memory and ready to be asked. They are read anew as soon as the store has
//! another edition, which costs each reader one count.

use crate::app::AppError;
use parlance_core::Time;
use parlance_core::help::{Article, Index, LANGUAGE, seeds};
use parlance_store::Tx;
use parlance_store::help_articles::{self, Version};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Every article in every language there is.
#[derive(Debug, Default)]
pub struct Library {
    held: Mutex<Option<(i64, Arc<Shelves>)>>,
}

/// The articles by language.
#[derive(Debug, Default)]
pub struct Shelves(BTreeMap<String, Arc<Shelf>>);

/// The articles of one language. What is missing in it stands there in the language of what is shipped.
#[derive(Debug)]
pub struct Shelf {
    pub kept: Vec<Kept>,
    /// The published ones, as the index counts them.
    pub published: Vec<usize>,
    pub index: Index,
}

/// An article as it stands.
#[derive(Clone, Debug)]
pub struct Kept {
    pub language: String,
    pub article: Article,
    /// 0 for what is shipped.
    pub version: i64,
    pub published: bool,
    /// When it was last edited, if ever.
    pub edited_at: Option<Time>,
}

impl Library {
    /// The articles of a language, or those that are shipped where nothing is written in it.
    pub fn shelf(&self, tx: &mut Tx<'_>, language: &str) -> Result<Arc<Shelf>, AppError> {
        let shelves = self.shelves(tx)?;
        let found = shelves.0.get(language).or_else(|| shelves.0.get(LANGUAGE));
        found.cloned().ok_or_else(|| AppError::Internal("there is no article at all".to_owned()))
    }

    /// Whether readers see an article of this name in any language.
    pub fn is_published(&self, tx: &mut Tx<'_>, slug: &str) -> Result<bool, AppError> {
        let shelves = self.shelves(tx)?;
        Ok(shelves.0.values().any(|shelf| shelf.readable().any(|kept| kept.article.slug == slug)))
    }

    fn shelves(&self, tx: &mut Tx<'_>) -> Result<Arc<Shelves>, AppError> {
        let edition = help_articles::edition(tx)?;
        if let Some((held, shelves)) = &*self.held.lock().unwrap_or_else(PoisonError::into_inner)
            && *held == edition
        {
            return Ok(shelves.clone());
        }
        let shelves = Arc::new(Shelves::of(help_articles::current(tx)?));
        // Whoever reads an older snapshot puts that back, and the next reader the newer one.
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = Some((edition, shelves.clone()));
        Ok(shelves)
    }
}

impl Shelves {
    fn of(edited: Vec<Version>) -> Shelves {
        let mut by_language: BTreeMap<String, Vec<Kept>> = BTreeMap::new();
        let shipped = seeds(LANGUAGE).into_iter().map(Kept::shipped).collect();
        by_language.insert(LANGUAGE.to_owned(), shipped);
        for version in edited {
            let kept = Kept::from(version);
            let of_language = by_language.entry(kept.language.clone()).or_default();
            match of_language.iter_mut().find(|other| other.article.slug == kept.article.slug) {
                Some(shipped) => *shipped = kept,
                None => of_language.push(kept),
            }
        }
        let fallback = by_language.get(LANGUAGE).cloned().unwrap_or_default();
        let shelf = |(language, own): (String, Vec<Kept>)| {
            let kept = overlaid(own, &fallback);
            (language.clone(), Arc::new(Shelf::of(&language, kept)))
        };
        Shelves(by_language.into_iter().map(shelf).collect())
    }
}

/// In the order of what is shipped, each in its own language where it is written in that.
fn overlaid(mut own: Vec<Kept>, fallback: &[Kept]) -> Vec<Kept> {
    let mut kept = Vec::new();
    for shipped in fallback {
        match own.iter().position(|other| other.article.slug == shipped.article.slug) {
            Some(at) => kept.push(own.remove(at)),
            None => kept.push(shipped.clone()),
        }
    }
    kept.append(&mut own);
    kept
}

impl Shelf {
    fn of(language: &str, kept: Vec<Kept>) -> Shelf {
        let published: Vec<usize> = (0..kept.len()).filter(|at| kept[*at].published).collect();
        let articles: Vec<Article> = published.iter().map(|at| kept[*at].article.clone()).collect();
        Shelf { index: Index::new(language, &articles), kept, published }
    }

    /// An article by name, whether or not it is published.
    pub fn one(&self, slug: &str) -> Option<&Kept> {
        self.kept.iter().find(|kept| kept.article.slug == slug)
    }

    /// What readers see, in order.
    pub fn readable(&self) -> impl Iterator<Item = &Kept> {
        self.published.iter().map(|at| &self.kept[*at])
    }
}

impl From<Version> for Kept {
    fn from(version: Version) -> Kept {
        let Version { language, slug, version, title, text, published, at } = version;
        Kept { language, article: Article { slug, title, text }, version, published, edited_at: Some(at) }
    }
}

impl Kept {
    fn shipped(article: Article) -> Kept {
        Kept { language: LANGUAGE.to_owned(), article, version: 0, published: true, edited_at: None }
    }
}
