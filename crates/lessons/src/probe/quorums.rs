//! What N, W and R give; no run is needed.

use replicascope_quorum::overlap::Sizes;
use replicascope_quorum::{Guarantees, Quorum, versions};

use super::words::Words;
use super::{Finding, Found, ProbeError};

/// A question about three numbers.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Question {
    Overlap(Quorum),
    WriteOverlap(Quorum),
    Pairs(Quorum),
    PairsSharing(u8, Quorum),
    ReadsSurvive(Quorum),
    WritesSurvive(Quorum),
    DisksSurvive(Quorum),
    Within(u32, Quorum),
}

impl Question {
    pub(super) fn parse(words: &mut Words) -> Result<Option<Self>, ProbeError> {
        Ok(Some(if words.take("overlap") {
            Self::Overlap(quorum(words)?)
        } else if words.take_all("write overlap") {
            let (n, w) = (words.number("N")?, words.number("W")?);
            Self::WriteOverlap(checked(n, w, w)?)
        } else if words.take_all("pairs sharing") {
            Self::PairsSharing(words.number("how many they share")?, quorum(words)?)
        } else if words.take("pairs") {
            Self::Pairs(quorum(words)?)
        } else if words.take_all("reads survive") {
            Self::ReadsSurvive(quorum(words)?)
        } else if words.take_all("writes survive") {
            Self::WritesSurvive(quorum(words)?)
        } else if words.take_all("disks survive") {
            Self::DisksSurvive(quorum(words)?)
        } else if words.take("within") {
            let k: u16 = words.number("how many versions")?;
            if !words.take("versions") {
                return Err(ProbeError::new("it reads: within 2 versions 3 1 1"));
            }
            Self::Within(k.into(), quorum(words)?)
        } else {
            return Ok(None);
        }))
    }

    pub(super) fn ask(self) -> Finding {
        let number = |number: u8| Found::Number(number.into());
        Finding::bare(match self {
            Self::Overlap(of) => number(Guarantees::of(of).read_overlap),
            Self::WriteOverlap(of) => number(Guarantees::of(of).write_overlap),
            Self::Pairs(of) => Found::Number(Sizes::write_and_read(of).pairs().into()),
            Self::PairsSharing(shared, of) => {
                Found::Number(Sizes::write_and_read(of).sharing(shared).into())
            }
            Self::ReadsSurvive(of) => number(Guarantees::of(of).reads_survive),
            Self::WritesSurvive(of) => number(Guarantees::of(of).writes_survive),
            Self::DisksSurvive(of) => number(Guarantees::of(of).disks_survive),
            Self::Within(k, of) => Found::Share(versions::within(of, k)),
        })
    }
}

/// N, W and R.
fn quorum(words: &mut Words) -> Result<Quorum, ProbeError> {
    checked(words.number("N")?, words.number("W")?, words.number("R")?)
}

fn checked(n: u8, w: u8, r: u8) -> Result<Quorum, ProbeError> {
    Quorum::new(n, w, r).map_err(|error| ProbeError::new(error.to_string()))
}
