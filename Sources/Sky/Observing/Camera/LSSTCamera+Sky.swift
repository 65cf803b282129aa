public import SkyMath

extension LSSTCamera {
    /// The pixel under a place on the sky; nil in gaps and outside. Complexity: O(1).
    public func pixel(_ position: SkyPosition, _ pointing: Pointing) -> DetectorPoint? {
        guard let point = pointing.focalPoint(position), let detector = detector(at: point) else { return nil }
        return detector.pixel(point)
    }

    /// The place on the sky of a pixel; nil for numbers of detectors that do not exist. Complexity: O(1).
    public func position(_ pixel: DetectorPoint, _ pointing: Pointing) -> SkyPosition? {
        guard detectors.indices.contains(pixel.detector) else { return nil }
        return pointing.position(detectors[pixel.detector].focalPoint(x: pixel.x, y: pixel.y))
    }

    /// The corners of a detector on the sky, in the order of `Detector.corners`. Complexity: O(1).
    public func corners(_ detector: Detector, _ pointing: Pointing) -> [SkyPosition] {
        detector.corners.map(pointing.position)
    }
}
