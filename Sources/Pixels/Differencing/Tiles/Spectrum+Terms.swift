internal import Imaging

extension Spectrum {
    typealias Terms = (re: UnsafeMutableBufferPointer<Float>, im: UnsafeMutableBufferPointer<Float>)

    /// `body` with the terms in place.
    mutating func withTerms(_ body: (Terms) -> Void) {
        real.withUnsafeMutableBufferPointer { re in
            imaginary.withUnsafeMutableBufferPointer { im in body((re, im)) }
        }
    }

    /// Multiplies each term by the real factor in its place.
    mutating func multiply(by factors: [Float]) {
        factors.withUnsafeBufferPointer { factors in
            withTerms { terms in
                for n in factors.indices {
                    terms.re[n] *= factors[n]
                    terms.im[n] *= factors[n]
                }
            }
        }
    }

    mutating func multiply(by factor: Float) {
        withTerms { terms in
            for n in terms.re.indices {
                terms.re[n] *= factor
                terms.im[n] *= factor
            }
        }
    }

    /// Becomes `factor` times `other` times the conjugate of `filter`, all of one size.
    mutating func become(_ other: Spectrum, timesConjugate filter: Spectrum, _ factor: Float) {
        other.real.withUnsafeBufferPointer { a in
            other.imaginary.withUnsafeBufferPointer { b in
                filter.real.withUnsafeBufferPointer { c in
                    filter.imaginary.withUnsafeBufferPointer { d in
                        withTerms { terms in
                            for n in terms.re.indices {
                                terms.re[n] = factor * (a[n] * c[n] + b[n] * d[n])
                                terms.im[n] = factor * (b[n] * c[n] - a[n] * d[n])
                            }
                        }
                    }
                }
            }
        }
    }

    /// Every so manieth term along both axes, as many as the smaller plan has.
    init(_ small: FourierPlan, taking other: Spectrum) {
        self.init(width: small.width, height: small.height)
        let step = other.width / small.width
        for row in 0..<height {
            for column in 0..<columns {
                let (from, to) = (row * step * other.stride + column * step, row * stride + column)
                real[to] = other.real[from]
                imaginary[to] = other.imaginary[from]
            }
        }
    }

    /// The same of real factors that belong to spectra of `plan`.
    init(_ small: FourierPlan, taking factors: [Float], of plan: FourierPlan) {
        self.init(width: small.width, height: small.height)
        let step = plan.width / small.width
        let wide = factors.count / plan.height
        for row in 0..<height {
            for column in 0..<columns { real[row * stride + column] = factors[row * step * wide + column * step] }
        }
    }
}
