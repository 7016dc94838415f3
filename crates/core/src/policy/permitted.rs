//! The permit: a value that only the rules can make, and without which nothing is written.

/// Something a rule has judged and let through. Only `policy` makes one.
///
/// ```compile_fail
/// // No code outside `policy` can permit anything to itself.
/// let forged = parlance_core::policy::Permitted::new(());
/// ```
///
/// ```compile_fail
/// let forged = parlance_core::policy::Permitted { inner: () };
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct Permitted<T> {
    inner: T,
}

impl<T> Permitted<T> {
    pub(in crate::policy) fn new(inner: T) -> Self {
        Self { inner }
    }

    pub fn get(&self) -> &T {
        &self.inner
    }

    pub fn into_inner(self) -> T {
        self.inner
    }
}
