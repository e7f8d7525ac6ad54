//! Which written-out addresses are public. Names are not looked up here.

use core::net::{Ipv4Addr, Ipv6Addr};

pub fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !matches!(
        (a, b, c),
        (0 | 10 | 127 | 224..=255, _, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 31, 196)
            | (192, 52, 193)
            | (192, 88, 99)
            | (192, 168, _)
            | (192, 175, 48)
            | (198, 18..=19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    )
}

/// Global unicast is 2000::/3. Left out of it: what carries an IPv4 address, documentation, and special purposes.
pub fn is_public_v6(address: Ipv6Addr) -> bool {
    match address.segments() {
        [0x2001, 0..=0x01ff | 0x0db8, ..] | [0x2002, ..] | [0x2620, 0x004f, 0x8000, ..] | [0x3fff, 0..=0x0fff, ..] => {
            false
        }
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_public_v4, is_public_v6};

    #[test]
    fn own_networks_are_not_public() {
        for text in
            "0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.9.9.9 169.254.169.254 172.16.0.1 172.31.255.255 192.0.2.1 \
            192.168.1.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 240.0.0.1 255.255.255.255"
                .split_ascii_whitespace()
        {
            assert!(!is_public_v4(text.parse().unwrap()), "{text}");
        }
        for text in
            "1.1.1.1 9.9.9.9 93.184.216.34 100.63.0.1 100.128.0.1 172.15.0.1 172.32.0.1 192.169.0.1 223.255.255.255"
                .split_ascii_whitespace()
        {
            assert!(is_public_v4(text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn nothing_that_carries_ipv4_is_public() {
        for text in ":: ::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::7f00:1 64:ff9b::7f00:1 64:ff9b:1::1 2001::1 2001:db8::1 2002:7f00:1:: \
            fc00::1 fd12::1 fe80::1 fec0::1 ff02::1 100::1 3fff::1 5f00::1"
            .split_ascii_whitespace()
        {
            assert!(!is_public_v6(text.parse().unwrap()), "{text}");
        }
        for text in ["2606:4700:4700::1111", "2a00:1450:4001:800::200e", "2001:4860:4860::8888", "3ffe::1"] {
            assert!(is_public_v6(text.parse().unwrap()), "{text}");
        }
    }
}
