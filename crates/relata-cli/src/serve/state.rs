//! Given a chronicle's path, yields what all requests share: the chronicle in memory, connections that read, the engine.

use super::meter::Meter;
use crate::engine::{DataArgs, Made};
use relata_store::index::Index;
use relata_store::{Error, Store};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// How often it is looked whether another process has written.
const LOOK: Duration = Duration::from_millis(500);
/// After the chronicle was read into memory, at least so many times as long passes before it is read again.
const REST: u32 = 3;
/// The most connections that are kept open.
const CONNECTIONS: usize = 16;

/// What the command line says of a server.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The chronicle.
    pub path: PathBuf,
    /// Nothing may be changed.
    pub read_only: bool,
    /// What requests must bear.
    pub token: Option<String>,
    /// Names under which the server is asked, beside those of the own machine and plain addresses.
    pub hosts: Vec<String>,
    /// What articles are read with.
    pub data: DataArgs,
}

/// The chronicle as requests see it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The chronicle in memory.
    pub index: Arc<Index>,
    /// The state of the marks.
    pub marks: Arc<str>,
}

/// What all requests share.
pub struct App {
    /// What the command line says.
    pub settings: Settings,
    /// Counts of requests.
    pub meter: Meter,
    /// So many requests ask the chronicle at the same time; the others wait in line.
    pub turns: Semaphore,
    /// One reading or marking at a time.
    pub writing: Mutex<()>,
    shown: RwLock<Shown>,
    idle: Mutex<Vec<Store>>,
    made: Mutex<Option<Arc<Made>>>,
}

impl App {
    /// Reads the chronicle into memory.
    pub fn new(settings: Settings) -> anyhow::Result<Arc<Self>> {
        let store = Store::open_to_read(&settings.path)?;
        let shown = Shown { index: Arc::new(store.index()?), marks: store.marks_state()?.into() };
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Ok(Arc::new(Self {
            meter: Meter::new()?,
            turns: Semaphore::new(2 * cores),
            writing: Mutex::default(),
            shown: RwLock::new(shown),
            idle: Mutex::new(vec![store]),
            made: Mutex::default(),
            settings,
        }))
    }

    /// The chronicle as it is shown now.
    pub fn shown(&self) -> Shown {
        self.shown.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A connection that reads, and goes back when it is dropped.
    pub fn reader(&self) -> Result<Reader<'_>, Error> {
        let idle = lock(&self.idle).pop();
        let store = idle.map_or_else(|| Store::open_to_read(&self.settings.path), Ok)?;
        Ok(Reader { app: self, store: Some(store) })
    }

    /// The engine, loaded when it is first needed.
    pub fn made(&self) -> anyhow::Result<Arc<Made>> {
        let mut made = lock(&self.made);
        if let Some(made) = made.as_ref() {
            return Ok(Arc::clone(made));
        }
        let new = Arc::new(self.settings.data.engine()?);
        *made = Some(Arc::clone(&new));
        Ok(new)
    }

    /// Reads anew what has changed in the store; yields how long the chronicle took, where it was read.
    pub fn renew(&self) -> Result<Option<Duration>, Error> {
        let reader = self.reader()?;
        let store = reader.store();
        let shown = self.shown();
        let marks: Arc<str> = store.marks_state()?.into();
        if store.revision()? == shown.index.revision {
            self.show(Shown { marks, ..shown });
            return Ok(None);
        }
        let start = Instant::now();
        let index = Arc::new(store.index()?);
        let took = start.elapsed();
        tracing::info!(revision = index.revision, ?took, "chronicle read into memory");
        self.meter.renewed(took);
        self.show(Shown { index, marks });
        Ok(Some(took))
    }

    fn show(&self, shown: Shown) {
        *self.shown.write().unwrap_or_else(PoisonError::into_inner) = shown;
    }

    /// Watches the store from a thread of its own, for as long as somebody holds the app.
    pub fn watch(self: &Arc<Self>) -> std::io::Result<()> {
        let app = Arc::downgrade(self);
        std::thread::Builder::new().name("watch".to_owned()).spawn(move || {
            let (mut seen, mut wait) = (None, LOOK);
            // A connection of its own: what changes it shows is counted from its own last look.
            let store = app.upgrade().and_then(|app| Store::open_to_read(&app.settings.path).ok());
            loop {
                std::thread::sleep(wait);
                wait = LOOK;
                let (Some(app), Some(store)) = (app.upgrade(), &store) else { return };
                let version = store.data_version().ok();
                if version == seen {
                    continue;
                }
                match app.renew() {
                    Ok(took) => {
                        seen = version;
                        wait = LOOK.max(took.unwrap_or_default() * REST);
                    }
                    Err(error) => tracing::warn!(%error, "the store cannot be looked at"),
                }
            }
        })?;
        Ok(())
    }
}

/// A connection on loan.
pub struct Reader<'a> {
    app: &'a App,
    store: Option<Store>,
}

impl Reader<'_> {
    /// The connection.
    ///
    /// # Panics
    /// Never: the connection is there until the loan is dropped.
    #[allow(clippy::missing_panics_doc, clippy::expect_used, reason = "the loan holds it until it is dropped")]
    pub fn store(&self) -> &Store {
        self.store.as_ref().expect("the loan holds its connection")
    }
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        let mut idle = lock(&self.app.idle);
        if let Some(store) = self.store.take().filter(|_| idle.len() < CONNECTIONS) {
            idle.push(store);
        }
    }
}

/// Locks; a thread that broke off while it held the lock left nothing half done that matters.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
