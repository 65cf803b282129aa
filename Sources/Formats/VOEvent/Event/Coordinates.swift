/// A time and a place in one frame.
public struct Coordinates: Sendable, Hashable {
    /// What the times and places refer to. Nil in an observatory's, where it may be left out.
    public var system: CoordinateSystem?
    /// When; nil for none.
    public var time: EventTime?
    /// Two coordinates in the sky; nil for none.
    public var position: SkyPosition?
    /// Three coordinates, as of an observatory.
    public var position3D: Position3D?

    /// With two coordinates at most; `position3D` is nil.
    public init(system: CoordinateSystem, time: EventTime? = nil, position: SkyPosition? = nil) {
        self.system = system
        self.time = time
        self.position = position
    }
}

/// An instant with its error.
public struct EventTime: Sendable, Hashable {
    /// As written. Its scale is that of the coordinate system.
    public var isoTime: String?
    /// Seconds after `isoTime`.
    public var offset: Double?
    /// What the element `TimeScale` says; nil where there is none.
    public var scale: String?
    /// In `unit`.
    public var error: Double?
    /// Of `error`, such as `s`; nil where it is left out.
    public var unit: String?

    /// Written as `time.text`, without a zone; the error is in seconds, nil for none.
    public init(_ time: ISOTime, errorSeconds: Double? = nil) {
        isoTime = time.text
        error = errorSeconds
        unit = "s"
    }

    /// What `isoTime` says; nil where it is absent or no such time.
    public var instant: ISOTime? { isoTime.flatMap { ISOTime($0.trimmed) } }
}

/// A place in the sky with the radius of its error circle.
public struct SkyPosition: Sendable, Hashable {
    /// Longitude, such as the right ascension, in `unit`.
    public var longitude: Double
    /// Latitude, such as the declination, in `unit`.
    public var latitude: Double
    /// In `unit`. VOEvent 2.0 requires one.
    public var errorRadius: Double
    /// Of both coordinates and the error, such as `deg`; nil where it is left out.
    public var unit: String?
    /// In the author's words, such as `RA`; nil for none.
    public var longitudeName: String?
    /// In the author's words, such as `Dec`; nil for none.
    public var latitudeName: String?

    /// All in degrees; the coordinates are named `RA` and `Dec`.
    public init(raDeg: Double, decDeg: Double, errorRadiusDeg: Double) {
        longitude = raDeg
        latitude = decDeg
        errorRadius = errorRadiusDeg
        unit = "deg"
        longitudeName = "RA"
        latitudeName = "Dec"
    }
}

/// Three coordinates of one place.
public struct Position3D: Sendable, Hashable {
    /// The first, second and third, each in its part of `unit`.
    public var values: SIMD3<Double>
    /// Of all three, in the author's words, such as `deg-deg-m`.
    public var unit: String?
    /// Of the first, second and third; nil for one that has none.
    public var names: [String?]

    /// - Parameter names: of the first, second and third; what is left out has none.
    public init(_ first: Double, _ second: Double, _ third: Double, unit: String? = nil, names: [String?] = []) {
        values = SIMD3(first, second, third)
        self.unit = unit
        self.names = Array((names + [nil, nil, nil]).prefix(3))
    }
}
