//! The permit: a value that only the rules can make, and without which nothing is written.

/// Something a rule has judged and let through. Only `policy` makes one.
///
/// Everybody may hand one on and use it up:
///
/// ```
/// use parlance_core::policy::Permitted;
/// fn write_once(permitted: Permitted<()>) {
///     permitted.into_inner()
/// }
/// ```
///
/// No code outside `policy` can permit anything to itself,
///
/// ```compile_fail,E0624
/// use parlance_core::policy::Permitted;
/// let forged = Permitted::new(());
/// ```
///
/// ```compile_fail,E0451
/// use parlance_core::policy::Permitted;
/// let forged = Permitted { inner: () };
/// ```
///
/// and what was permitted once cannot be written twice:
///
/// ```compile_fail,E0382
/// use parlance_core::policy::Permitted;
/// fn write_twice(permitted: Permitted<()>) {
///     permitted.into_inner();
///     permitted.into_inner()
/// }
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
