internal import Imaging

/// Sums of products of the derivatives of a model's components.
struct FitNormals {
    /// Of all parameters, component after component, row after row.
    private(set) var matrix: [Double]
    let count: Int
    private let starts: [Int]

    /// `weights` of the pixels of `box`. Complexity: O(pairs of components that overlap x parameters^2 x pixels shared).
    init(_ components: [FitComponent], weights: [Float], box: PixelBox) {
        starts = components.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.parameterCount) }
        count = starts[components.count]
        matrix = Array(repeating: 0, count: count * count)
        for i in components.indices {
            for j in 0...i { add(components[i], components[j], at: (starts[i], starts[j]), weights, box) }
        }
    }

    private mutating func add(
        _ a: FitComponent, _ b: FitComponent, at place: (Int, Int), _ weights: [Float], _ box: PixelBox
    ) {
        let part = a.box.intersection(b.box).intersection(box)
        guard !part.isEmpty else { return }
        for i in 0..<a.parameterCount {
            for j in 0..<(place.0 == place.1 ? i + 1 : b.parameterCount) {
                let sum = Self.product(a, i + 1, b, j + 1, weights, box, part)
                matrix[(place.0 + i) * count + place.1 + j] = sum
                matrix[(place.1 + j) * count + place.0 + i] = sum
            }
        }
    }

    private static func product(
        _ a: FitComponent, _ i: Int, _ b: FitComponent, _ j: Int, _ weights: [Float], _ box: PixelBox, _ part: PixelBox
    ) -> Double {
        a.planes.withUnsafeBufferPointer { first in
            b.planes.withUnsafeBufferPointer { second in
                weights.withUnsafeBufferPointer { weights in
                    part.rows.reduce(0.0) { sum, y in
                        let p = place(i, part.x, y, a.box)
                        let (q, w) = (place(j, part.x, y, b.box), place(0, part.x, y, box))
                        return sum + Double(rowProduct(first, p, second, q, weights, w, part.width))
                    }
                }
            }
        }
    }
}

/// Where a pixel of a plane is among a box's planes.
@inline(__always)
func place(_ plane: Int, _ x: Int, _ y: Int, _ box: PixelBox) -> Int {
    plane * box.area + (y - box.y) * box.width + x - box.x
}

/// The sum of a row's products, in eight lanes.
@inline(__always)
private func rowProduct(
    _ a: UnsafeBufferPointer<Float>, _ p: Int, _ b: UnsafeBufferPointer<Float>, _ q: Int,
    _ c: UnsafeBufferPointer<Float>, _ r: Int, _ count: Int
) -> Float {
    guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return 0 }
    let (first, second, third) = (a + p, b + q, c + r)
    var lanes = SIMD8<Float>.zero
    var n = 0
    while n + 8 <= count {
        let x = UnsafeRawPointer(first + n).loadUnaligned(as: SIMD8<Float>.self)
        let y = UnsafeRawPointer(second + n).loadUnaligned(as: SIMD8<Float>.self)
        let z = UnsafeRawPointer(third + n).loadUnaligned(as: SIMD8<Float>.self)
        lanes += x * y * z
        n += 8
    }
    var sum = lanes.sum()
    while n < count {
        sum += first[n] * second[n] * third[n]
        n += 1
    }
    return sum
}

extension FitNormals {
    /// Sums of the derivatives' products with the residuals, which are 0 where a pixel does not count.
    static func right(_ components: [FitComponent], residuals: [Float], box: PixelBox) -> [Double] {
        let ones = Array(repeating: Float(1), count: residuals.count)
        return components.flatMap { component in
            let part = component.box.intersection(box)
            return (1...component.parameterCount).map { plane in
                component.planes.withUnsafeBufferPointer { planes in
                    residuals.withUnsafeBufferPointer { residuals in
                        ones.withUnsafeBufferPointer { ones in
                            part.rows.reduce(0.0) { sum, y in
                                let (p, r) = (
                                    place(plane, part.x, y, component.box), place(0, part.x, y, box)
                                )
                                return sum + Double(rowProduct(planes, p, residuals, r, ones, r, part.width))
                            }
                        }
                    }
                }
            }
        }
    }
}
