//! What the system tells about the machine and about a process. Linux only, like the figures.

use std::fs;
use std::path::Path;
use std::time::Instant;

/// Ticks of `/proc/*/stat` in a second, on every Linux of today.
const TICKS: f64 = 100.0;

/// Lines for people: what was measured on.
pub fn described(work: &Path) -> Vec<String> {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let cpu = read("/proc/cpuinfo");
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or("unknown");
    let memory = read("/proc/meminfo");
    let memory =
        memory.lines().next().unwrap_or_default().split_whitespace().nth(1).unwrap_or("0").to_owned();
    let gib = memory.parse::<f64>().unwrap_or(0.0) / (1024.0 * 1024.0);
    vec![
        format!("cpu      {} × {}", cores(), model.trim_start_matches([' ', '\t', ':'])),
        format!("memory   {gib:.0} GiB"),
        format!("kernel   {}", read("/proc/sys/kernel/osrelease").trim()),
        format!("files    {} on {}", work.display(), file_system(work)),
        format!(
            "load     {} (before; what else runs here makes the figures noisy)",
            read("/proc/loadavg").trim()
        ),
    ]
}

pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

fn file_system(folder: &Path) -> String {
    let table = fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    let mounts = table.lines().filter_map(|line| {
        let mut fields = line.split(' ');
        Some((fields.next()?, fields.next()?, fields.next()?))
    });
    let holds = mounts.filter(|(_, at, _)| folder.starts_with(at)).max_by_key(|(_, at, _)| at.len());
    holds.map_or_else(|| "unknown".to_owned(), |(device, _, kind)| format!("{kind} ({device})"))
}

/// Resident memory of a process, in KiB.
pub fn resident_kib(process: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kib| kib.parse().ok()).unwrap_or(f64::NAN)
}

fn cpu_seconds(stat: &str) -> f64 {
    // The name may hold blanks, so what follows the last bracket is counted.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / TICKS
}

/// Measures how many cores this process uses, from now on.
pub struct OwnCores {
    began: Instant,
    before: f64,
}

impl OwnCores {
    pub fn from_now() -> OwnCores {
        OwnCores { began: Instant::now(), before: own_cpu() }
    }

    pub fn used(&self) -> f64 {
        (own_cpu() - self.before) / self.began.elapsed().as_secs_f64()
    }
}

fn own_cpu() -> f64 {
    cpu_seconds(&fs::read_to_string("/proc/self/stat").unwrap_or_default())
}
