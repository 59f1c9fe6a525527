//! Given requests as they end, yields counts and times in the format that Prometheus reads.

use prometheus::{Encoder, HistogramOpts, HistogramVec, IntCounterVec, IntGauge, Opts, Registry, TextEncoder};
use std::time::Duration;

/// The bounds of the times that are told apart, in seconds.
const BOUNDS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.4, 1.0, 10.0];

/// Counts of requests since the start.
pub struct Meter {
    registry: Registry,
    requests: IntCounterVec,
    seconds: HistogramVec,
    renewals: IntGauge,
    loading: IntGauge,
}

impl Meter {
    /// Counts from nothing.
    pub fn new() -> prometheus::Result<Self> {
        let registry = Registry::new();
        let requests =
            IntCounterVec::new(Opts::new("relata_requests_total", "Requests answered"), &["method", "path", "status"])?;
        let times = HistogramOpts::new("relata_request_seconds", "Time until the answer").buckets(BOUNDS.to_vec());
        let seconds = HistogramVec::new(times, &["method", "path"])?;
        let renewals = IntGauge::new("relata_renewals_total", "How often the chronicle was read into memory again")?;
        let loading = IntGauge::new("relata_renewal_milliseconds", "How long that took the last time")?;
        registry.register(Box::new(requests.clone()))?;
        registry.register(Box::new(seconds.clone()))?;
        registry.register(Box::new(renewals.clone()))?;
        registry.register(Box::new(loading.clone()))?;
        Ok(Self { registry, requests, seconds, renewals, loading })
    }

    /// Counts a request by the route that answered it.
    pub fn count(&self, method: &str, route: &str, status: u16, took: Duration) {
        self.requests.with_label_values(&[method, route, &status.to_string()]).inc();
        self.seconds.with_label_values(&[method, route]).observe(took.as_secs_f64());
    }

    /// Notes that the chronicle was read into memory again.
    pub fn renewed(&self, took: Duration) {
        self.renewals.inc();
        self.loading.set(i64::try_from(took.as_millis()).unwrap_or(i64::MAX));
    }

    /// All counts.
    pub fn text(&self) -> String {
        let mut text = Vec::new();
        let _ = TextEncoder::new().encode(&self.registry.gather(), &mut text);
        String::from_utf8(text).unwrap_or_default()
    }
}
