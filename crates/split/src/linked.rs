//! What the linker knows of a program's data and writes down when it is asked to (`--emit-relocs`):
//! where each constant lies, and which places in data hold addresses. Optimising the program moves
//! no data.

use std::ops::Range;

use wasmparser::{
    BinaryReader, CustomSectionReader, Linking, LinkingSectionReader, Parser, Payload,
    RelocSectionReader, RelocationType, SymbolInfo,
};

use crate::memory::address;
use crate::module::{Outcome, unreadable};

/// The data of a program, as it was linked.
#[derive(Default)]
pub struct Linked {
    /// The addresses of each thing in data. Some may overlap.
    pub things: Vec<Range<u32>>,
    /// Where in data an address stands.
    pub pointers: Vec<u32>,
    /// The things that code reaches by an address outside of them, so that it cannot be seen there
    /// whom it means.
    pub reached_around: Vec<Range<u32>>,
    /// The addresses of data that may change.
    pub changing: Vec<Range<u32>>,
}

impl Linked {
    /// Reads what the linker wrote.
    ///
    /// # Errors
    /// When it wrote nothing of the kind.
    pub fn parse(bytes: &[u8]) -> Outcome<Self> {
        let mut reader = Reader::default();
        for payload in Parser::new(0).parse_all(bytes) {
            reader.take(payload.map_err(unreadable)?)?;
        }
        match reader.symbols.is_empty() || reader.relocations.is_empty() {
            true => Err("the linker has not written down where data is".to_owned()),
            false => Ok(reader.linked()),
        }
    }
}

#[derive(Default)]
struct Reader {
    /// The address of each segment of data, and where it begins in the section.
    segments: Vec<(Range<u32>, u32)>,
    names: Vec<String>,
    /// By number: the segment, the place in it and the size of a symbol, if it is of data.
    symbols: Vec<Option<(usize, u32, u32)>>,
    /// The section and the entries.
    relocations: Vec<(String, Vec<wasmparser::RelocationEntry>)>,
}

impl Reader {
    fn take(&mut self, payload: Payload) -> Outcome {
        match payload {
            Payload::DataSection(section) => {
                let start = section.range().start;
                for segment in section {
                    let segment = segment.map_err(unreadable)?;
                    let address = address(&segment.kind)?;
                    let size = u32::try_from(segment.data.len()).map_err(unreadable)?;
                    let within = segment.range.end - segment.data.len() - start;
                    let within = u32::try_from(within).map_err(unreadable)?;
                    self.segments.push((address..address + size, within));
                }
                Ok(())
            }
            Payload::CustomSection(section) => self.custom(&section),
            _ => Ok(()),
        }
    }

    fn custom(&mut self, section: &CustomSectionReader) -> Outcome {
        let content = BinaryReader::new(section.data(), section.data_offset());
        match section.name() {
            "linking" => {
                let linking = LinkingSectionReader::new(content).map_err(unreadable)?;
                for subsection in linking.subsections() {
                    self.linking(subsection.map_err(unreadable)?)?;
                }
            }
            name @ ("reloc.DATA" | "reloc.CODE") => {
                let section = RelocSectionReader::new(content).map_err(unreadable)?;
                let entries: Result<_, _> = section.entries().into_iter().collect();
                self.relocations
                    .push((name.to_owned(), entries.map_err(unreadable)?));
            }
            _ => {}
        }
        Ok(())
    }

    fn linking(&mut self, subsection: Linking) -> Outcome {
        match subsection {
            Linking::SymbolTable(symbols) => {
                for symbol in symbols {
                    self.symbols.push(match symbol.map_err(unreadable)? {
                        SymbolInfo::Data {
                            symbol: Some(it), ..
                        } => Some((it.index as usize, it.offset, it.size)),
                        _ => None,
                    });
                }
            }
            Linking::SegmentInfo(segments) => {
                for segment in segments {
                    self.names
                        .push(segment.map_err(unreadable)?.name.to_owned());
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn linked(&self) -> Linked {
        let mut linked = Linked {
            things: self
                .symbols
                .iter()
                .filter_map(|it| self.addresses(it.as_ref()?))
                .collect(),
            ..Linked::default()
        };
        for (number, (addresses, _)) in self.segments.iter().enumerate() {
            let name = self.names.get(number).map_or("", String::as_str);
            if !name.starts_with(".rodata") {
                linked.changing.push(addresses.clone());
            }
        }
        for (section, entries) in &self.relocations {
            for entry in entries {
                match section.as_str() {
                    "reloc.DATA" => linked.pointers.extend(self.pointer(entry)),
                    _ => linked.reached_around.extend(self.reached_around(entry)),
                }
            }
        }
        linked
    }

    fn addresses(&self, (segment, place, size): &(usize, u32, u32)) -> Option<Range<u32>> {
        let (addresses, _) = self.segments.get(*segment)?;
        let start = addresses.start + place;
        (*size > 0).then_some(start..start + size)
    }

    /// Where an address stands in data.
    fn pointer(&self, entry: &wasmparser::RelocationEntry) -> Option<u32> {
        let is_address = entry.ty == RelocationType::MemoryAddrI32;
        let mut segments = self.segments.iter();
        let (addresses, start) = segments.find(|(addresses, start)| {
            (*start..start + (addresses.end - addresses.start)).contains(&entry.offset)
        })?;
        is_address.then_some(addresses.start + entry.offset - start)
    }

    fn reached_around(&self, entry: &wasmparser::RelocationEntry) -> Option<Range<u32>> {
        let is_address = matches!(
            entry.ty,
            RelocationType::MemoryAddrLeb | RelocationType::MemoryAddrSleb
        );
        let thing = self.addresses(self.symbols.get(entry.index as usize)?.as_ref()?)?;
        let within = (0..=i64::from(thing.end - thing.start)).contains(&entry.addend);
        (is_address && !within).then_some(thing)
    }
}
