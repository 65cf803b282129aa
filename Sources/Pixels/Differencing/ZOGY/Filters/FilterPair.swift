internal import Imaging

/// What each of the two images is multiplied by in Fourier space.
struct FilterPair: Sendable {
    var science: Spectrum
    var template: Spectrum

    init(_ plan: FourierPlan) {
        science = Spectrum(width: plan.width, height: plan.height)
        template = science
    }

    /// Both images by their filters, the second added with `sign`.
    func combined(_ science: Spectrum, _ template: Spectrum, sign: Float) throws -> Spectrum {
        var (result, other) = (science, template)
        try result.multiply(by: self.science)
        try other.multiply(by: self.template)
        try result.add(other, times: sign)
        return result
    }

    /// `body` with the terms of both.
    func withTerms(_ body: (SpectrumParts, SpectrumParts) -> Void) {
        science.withParts { own in template.withParts { other in body(own, other) } }
    }

    mutating func withTerms(_ body: (Spectrum.Terms, Spectrum.Terms) -> Void) {
        science.withTerms { own in template.withTerms { other in body(own, other) } }
    }

    /// The filters whose kernels are the squares of these: for variances.
    func squares(_ plan: FourierPlan, room: inout Image<Float>) throws -> FilterPair {
        var result = self
        result.science = try Self.square(science, plan, &room)
        result.template = try Self.square(template, plan, &room)
        return result
    }

    private static func square(_ filter: Spectrum, _ plan: FourierPlan, _ room: inout Image<Float>) throws -> Spectrum {
        var terms = filter
        try plan.invert(&terms, into: &room)
        room.withUnsafeMutablePixels { for n in $0.indices { $0[n] *= $0[n] } }
        plan.transform(room, into: &terms)
        return terms
    }
}
