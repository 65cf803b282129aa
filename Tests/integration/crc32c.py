"""CRC-32C (Castagnoli), as RFC 3720 B.4 has its examples; two bytes a step, for Python's own library has none."""
import array
import functools
import sys

POLYNOMIAL = 0x82F63B78


def _byte(value):
    for _ in range(8):
        value = value >> 1 ^ (POLYNOMIAL if value & 1 else 0)
    return value


BYTES = [_byte(value) for value in range(256)]
PAIRS = [BYTES[(BYTES[pair & 0xFF] ^ pair >> 8) & 0xFF] ^ BYTES[pair & 0xFF] >> 8 for pair in range(65536)]


@functools.lru_cache(maxsize=20_000)
def crc32c(data):
    crc = 0xFFFFFFFF
    pairs = array.array("H", data[:len(data) & ~1])
    if sys.byteorder == "big":
        pairs.byteswap()
    table = PAIRS
    for pair in pairs:
        crc = table[(crc ^ pair) & 0xFFFF] ^ crc >> 16
    if len(data) & 1:
        crc = BYTES[(crc ^ data[-1]) & 0xFF] ^ crc >> 8
    return crc ^ 0xFFFFFFFF


assert crc32c(b"123456789") == 0xE3069283 and crc32c(bytes(32)) == 0x8A9136AA
