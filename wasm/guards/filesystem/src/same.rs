//! The same values on both sides of the guard: the interface is one, but Rust has a type for each side.

use crate::exports::wasi::filesystem::types as inside;
use crate::wasi::filesystem::types as outside;

macro_rules! same {
    ($name:ident: $from:ident::$type:ident => $to:ident, $($case:ident)*) => {
        pub fn $name(value: $from::$type) -> $to::$type {
            match value {
                $($from::$type::$case => $to::$type::$case,)*
            }
        }
    };
}

same! { error: outside::ErrorCode => inside,
    Access WouldBlock Already BadDescriptor Busy Deadlock Quota Exist FileTooLarge IllegalByteSequence InProgress Interrupted Invalid
    Io IsDirectory Loop TooManyLinks MessageSize NameTooLong NoDevice NoEntry NoLock InsufficientMemory InsufficientSpace NotDirectory
    NotEmpty NotRecoverable Unsupported NoTty NoSuchDevice Overflow NotPermitted Pipe ReadOnly InvalidSeek TextFileBusy CrossDevice
}

same! { kind: outside::DescriptorType => inside,
    Unknown BlockDevice CharacterDevice Directory Fifo SymbolicLink RegularFile Socket
}

same! { advice: inside::Advice => outside, Normal Sequential Random WillNeed DontNeed NoReuse }

pub fn time(time: inside::NewTimestamp) -> outside::NewTimestamp {
    match time {
        inside::NewTimestamp::NoChange => outside::NewTimestamp::NoChange,
        inside::NewTimestamp::Now => outside::NewTimestamp::Now,
        inside::NewTimestamp::Timestamp(at) => outside::NewTimestamp::Timestamp(at),
    }
}

pub fn stat(stat: outside::DescriptorStat) -> inside::DescriptorStat {
    inside::DescriptorStat {
        type_: kind(stat.type_),
        link_count: stat.link_count,
        size: stat.size,
        data_access_timestamp: stat.data_access_timestamp,
        data_modification_timestamp: stat.data_modification_timestamp,
        status_change_timestamp: stat.status_change_timestamp,
    }
}

pub fn hash(hash: outside::MetadataHashValue) -> inside::MetadataHashValue {
    inside::MetadataHashValue { lower: hash.lower, upper: hash.upper }
}

pub fn path_flags(flags: inside::PathFlags) -> outside::PathFlags {
    outside::PathFlags::from_bits_retain(flags.bits())
}

pub fn open_flags(flags: inside::OpenFlags) -> outside::OpenFlags {
    outside::OpenFlags::from_bits_retain(flags.bits())
}

pub fn to_outside(flags: inside::DescriptorFlags) -> outside::DescriptorFlags {
    outside::DescriptorFlags::from_bits_retain(flags.bits())
}

pub fn to_inside(flags: outside::DescriptorFlags) -> inside::DescriptorFlags {
    inside::DescriptorFlags::from_bits_retain(flags.bits())
}
