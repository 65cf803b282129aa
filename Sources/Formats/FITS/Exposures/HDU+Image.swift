extension HDU {
    /// An image of floats with its header. BSCALE, BZERO and BLANK are left out: the pixels have them applied.
    public init(_ image: FITSImage<Float>) {
        self.init(floats: image.pixels, width: image.width, height: image.height, cards: Self.unscaled(image.header))
    }

    /// An image of doubles, likewise.
    public init(_ image: FITSImage<Double>) {
        self.init(doubles: image.pixels, width: image.width, height: image.height, cards: Self.unscaled(image.header))
    }

    /// An image of integers of 32 bits, likewise.
    public init(_ image: FITSImage<Int32>) {
        self.init(integers: image.pixels, width: image.width, height: image.height, cards: Self.unscaled(image.header))
    }

    private static func unscaled(_ header: Header) -> [Card] {
        header.cards.filter { !["BSCALE", "BZERO", "BLANK"].contains($0.keyword) }
    }
}
