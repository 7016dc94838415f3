//! Figures of one run and of several: latencies, rates, medians.

use std::time::Duration;

/// Latencies in nanoseconds, capped at about four seconds each.
#[derive(Clone, Debug, Default)]
pub struct Latencies(Vec<u32>);

impl Latencies {
    pub fn push(&mut self, latency: Duration) {
        self.0.push(u32::try_from(latency.as_nanos()).unwrap_or(u32::MAX));
    }

    pub fn extend(&mut self, other: Latencies) {
        self.0.extend(other.0);
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    fn sort(&mut self) {
        self.0.sort_unstable();
    }

    /// Microseconds below which this share of the latencies lies; they must have been sorted.
    fn share(&self, share: f64) -> f64 {
        let last = self.0.len().saturating_sub(1);
        self.0.get((last as f64 * share) as usize).map_or(0.0, |nanos| f64::from(*nanos) / 1000.0)
    }
}

/// What one run of a load found.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// Acts done each second.
    pub per_second: f64,
    /// Microseconds.
    pub p50: f64,
    pub p99: f64,
    pub max: f64,
    /// Acts that were refused: counted, and in no other figure.
    pub refused: u64,
    /// Cores that the load generator used meanwhile, out of all.
    pub generator_cores: f64,
}

impl Run {
    pub fn new(mut latencies: Latencies, lasted: Duration, refused: u64, generator_cores: f64) -> Run {
        latencies.sort();
        Run {
            per_second: latencies.len() as f64 / lasted.as_secs_f64(),
            p50: latencies.share(0.5),
            p99: latencies.share(0.99),
            max: latencies.share(1.0),
            refused,
            generator_cores,
        }
    }
}

/// The same load, run several times.
#[derive(Clone, Debug, Default)]
pub struct Runs(pub Vec<Run>);

impl Runs {
    pub fn push(&mut self, run: Run) {
        self.0.push(run);
    }

    /// One figure of every run.
    pub fn each(&self, figure: impl Fn(&Run) -> f64) -> Vec<f64> {
        self.0.iter().map(figure).collect()
    }

    pub fn rates(&self) -> Vec<f64> {
        self.each(|run| run.per_second)
    }

    pub fn rate(&self) -> f64 {
        median(&self.rates())
    }

    pub fn p50(&self) -> f64 {
        median(&self.each(|run| run.p50))
    }

    pub fn p99(&self) -> f64 {
        median(&self.each(|run| run.p99))
    }

    /// One line for people: medians of the runs, and the worst of them.
    pub fn line(&self) -> String {
        let max = self.each(|run| run.max).into_iter().fold(0.0, f64::max);
        let refused: u64 = self.0.iter().map(|run| run.refused).sum();
        let refused = if refused > 0 { format!(", {refused} refused") } else { String::new() };
        format!("{:.0}/s, p50 {:.0} p99 {:.0} max {max:.0} µs{refused}", self.rate(), self.p50(), self.p99())
    }

    pub fn generator_cores(&self) -> f64 {
        median(&self.each(|run| run.generator_cores))
    }
}

pub fn median(figures: &[f64]) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    match sorted.len() {
        0 => f64::NAN,
        count if count % 2 == 1 => sorted[count / 2],
        count => (sorted[count / 2 - 1] + sorted[count / 2]) / 2.0,
    }
}

/// What two stages that share the same cores can do together.
pub fn harm(x: f64, y: f64) -> f64 {
    1.0 / (1.0 / x + 1.0 / y)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_stands_in_the_middle_and_two_equal_stages_halve_each_other() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
        assert_eq!(harm(10.0, 10.0), 5.0);
    }

    #[test]
    fn a_run_knows_its_slowest_hundredth() {
        let mut latencies = Latencies::default();
        (1..=200).for_each(|micros| latencies.push(Duration::from_micros(micros)));
        let run = Run::new(latencies, Duration::from_secs(2), 0, 0.0);
        assert_eq!((run.per_second, run.p50, run.p99, run.max), (100.0, 100.0, 198.0, 200.0));
    }
}
