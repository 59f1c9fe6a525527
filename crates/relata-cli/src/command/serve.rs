//! `relata serve`: given a chronicle, yields its web app and HTTP API, until it is told to end.

use super::Done;
use crate::engine::DataArgs;
use crate::print::Out;
use crate::serve::{Settings, serve};
use anyhow::{Context, Result, bail};
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

/// The shortest token that is taken.
const TOKEN: usize = 16;

/// Show a chronicle in the browser: the web app and its HTTP API
///
/// It listens on this machine alone. With --listen it listens on another address, and then every request must bear the
/// token: as `Authorization: Bearer TOKEN`, or by opening /?token=TOKEN once in a browser. What other programs write into
/// the chronicle meanwhile is shown within seconds.
#[derive(clap::Args)]
pub struct Args {
    /// The chronicle
    #[arg(value_name = "DB")]
    chronicle: PathBuf,
    /// The port; 0 takes a free one
    #[arg(long, value_name = "N", default_value_t = 7373)]
    port: u16,
    /// Listen on this address of the machine instead of the loopback address
    #[arg(long, value_name = "ADDRESS", requires = "token_file")]
    listen: Option<IpAddr>,
    /// File that holds the token in its first line
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
    /// A name under which the server is asked, beside localhost and addresses
    #[arg(long, value_name = "NAME")]
    host: Vec<String>,
    /// Change nothing: no marks, no articles read in
    #[arg(long)]
    read_only: bool,
    #[command(flatten)]
    data: DataArgs,
}

impl Args {
    /// Serves.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        let settings = Settings {
            path: self.chronicle.clone(),
            read_only: self.read_only,
            token: self.token()?,
            hosts: self.host.clone(),
            data: self.data.clone(),
        };
        let address = SocketAddr::new(self.listen.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)), self.port);
        serve(settings, address, |address| {
            writeln!(out, "http://{address}/")?;
            Ok(out.flush()?)
        })?;
        Ok(Done::All)
    }

    fn token(&self) -> Result<Option<String>> {
        let Some(path) = &self.token_file else { return Ok(None) };
        let text = std::fs::read_to_string(path).with_context(|| format!("{}: it cannot be read", path.display()))?;
        let token = text.lines().next().unwrap_or_default().trim().to_owned();
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~+/=".contains(&b);
        if token.len() < TOKEN || !token.bytes().all(plain) {
            bail!(
                "{}: its first line is no token; write {TOKEN} or more letters and digits there, such as of `openssl rand -hex 32`",
                path.display()
            );
        }
        Ok(Some(token))
    }
}
