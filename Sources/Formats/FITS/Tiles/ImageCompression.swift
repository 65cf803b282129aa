/// How an image is compressed in tiles, a row of pixels each.
public enum ImageCompression: Sendable, Hashable {
    /// Integers without loss. Floats are rounded to the noise of their tile divided by `quantum`, with a random shift
    /// that the reader takes back (SUBTRACTIVE_DITHER_2, which keeps zeros; White & Greenfield 1999, Pence et al. 2010,
    /// doi:10.1086/656249): 4 adds 0.3 % to the noise, 16 about 0.02 %.
    case rice(quantum: Float = 16)
    /// Without loss, of every type (GZIP_2).
    case gzip
}
