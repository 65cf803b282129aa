internal import Imaging

/// PSF fits of any number of blended sources: together, or where they are many in groups of neighbours, each without the
/// light of the others.
enum PSFGroups {
    private static let most = 20

    static func fits(_ image: MaskedImage, _ psf: SampledPSF, _ places: [(x: Double, y: Double)]) -> [PSFFit] {
        guard places.count > most else { return PSFFit.together(of: image, psf: psf, near: places) }
        let groups = divided(Array(places.indices), places)
        var fits = places.map { PSFFit.together(of: image, psf: psf, near: [$0], rounds: 0)[0] }
        for _ in 0..<3 {
            for group in groups {
                let part = group.reduce(PixelBox(x: 0, y: 0, width: 0, height: 0)) { box, n in
                    box.union(PixelBox(aroundX: Int(places[n].x), y: Int(places[n].y), radius: psf.side / 2 + 1))
                }.intersection(image.bounds)
                let light = BlendedLight(whole(fits, without: group), psf, box: part)
                let own = light.alone(nil, in: image, part)
                let moved = group.map { (x: places[$0].x - Double(part.x), y: places[$0].y - Double(part.y)) }
                let fitted = PSFFit.together(of: own, psf: psf, near: moved)
                for (n, fit) in zip(group, fitted) { fits[n] = fit.moved(byX: Double(part.x), y: Double(part.y)) }
            }
        }
        return fits
    }

    private static func whole(_ fits: [PSFFit], without group: [Int]) -> [PSFFit] {
        let inner = Set(group)
        return fits.indices.filter { !inner.contains($0) }.map { fits[$0] }
    }

    /// Halves along the longer side until groups are small.
    private static func divided(_ members: [Int], _ places: [(x: Double, y: Double)]) -> [[Int]] {
        guard members.count > most else { return [members] }
        let (xs, ys) = (members.map { places[$0].x }, members.map { places[$0].y })
        let isWide = (xs.max() ?? 0) - (xs.min() ?? 0) > (ys.max() ?? 0) - (ys.min() ?? 0)
        let sorted = members.sorted {
            isWide ? (places[$0].x, $0) < (places[$1].x, $1) : (places[$0].y, $0) < (places[$1].y, $1)
        }
        let half = sorted.count / 2
        return divided(Array(sorted[..<half]), places) + divided(Array(sorted[half...]), places)
    }
}
