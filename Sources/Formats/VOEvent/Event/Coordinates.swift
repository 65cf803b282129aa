/// A time and a place in one frame.
public struct Coordinates: Sendable, Hashable {
    /// What the times and places refer to. Nil in an observatory's, where it may be left out.
    public var system: CoordinateSystem?
    public var time: EventTime?
    public var position: SkyPosition?
    /// Three coordinates, as of an observatory.
    public var position3D: Position3D?

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
    public var scale: String?
    /// In `unit`.
    public var error: Double?
    public var unit: String?

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
    public var unit: String?
    public var longitudeName: String?
    public var latitudeName: String?

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
    public var values: SIMD3<Double>
    /// Of all three, in the author's words, such as `deg-deg-m`.
    public var unit: String?
    public var names: [String?]

    /// - Parameter names: of the first, second and third; what is left out has none.
    public init(_ first: Double, _ second: Double, _ third: Double, unit: String? = nil, names: [String?] = []) {
        values = SIMD3(first, second, third)
        self.unit = unit
        self.names = Array((names + [nil, nil, nil]).prefix(3))
    }
}
