extension StampPlanes {
    /// What the detector makes of the light: no pixel is fuller than its well, and bad ones are filled from beside.
    ///
    /// Science and template are cut at the full well, and so is the template as the visit's air would show it. Bad pixels
    /// are the science image's: a template's visits each have theirs elsewhere. As LSST's pipeline does, what stands in a
    /// bad pixel is interpolated along the row between the nearest good ones (of one side where the stamp ends on the
    /// other); a row without good pixels stays as it is, and variances are those of the light. The difference is the science
    /// image less the matched template in every pixel. Complexity: O(pixels).
    ///
    /// - Parameters:
    ///   - fullWell: nJy of a pixel; not finite or below 0 for none.
    ///   - defects: indices of bad pixels; those beyond the stamp are passed over.
    public mutating func readOut(fullWell: Double, defects: [Int] = []) {
        let isLimited = fullWell >= 0 && fullWell.isFinite
        guard isLimited || !defects.isEmpty else { return }
        if isLimited {
            let full = Float(fullWell.held(0, 1e30))
            Self.clip(&science, full)
            Self.clip(&template, full)
            Self.clip(&matchedTemplate, full)
        }
        interpolate(defects)
        subtract()
    }

    private static func clip(_ plane: inout [Float], _ full: Float) {
        for index in plane.indices where plane[index] > full { plane[index] = full }
    }

    private mutating func interpolate(_ defects: [Int]) {
        let bad = Set(defects.filter(science.indices.contains))
        let given = science
        for index in bad {
            let row = index / width * width
            let left = stride(from: index - 1, through: row, by: -1).first { !bad.contains($0) }
            let right = (index + 1..<row + width).first { !bad.contains($0) }
            switch (left, right) {
            case (let left?, let right?):
                let part = Float(index - left) / Float(right - left)
                science[index] = given[left] + part * (given[right] - given[left])
            case (let one?, nil), (nil, let one?): science[index] = given[one]
            case (nil, nil): break
            }
        }
    }

    mutating func subtract() {
        for index in 0..<min(difference.count, science.count, matchedTemplate.count) {
            difference[index] = science[index] - matchedTemplate[index]
        }
    }
}
