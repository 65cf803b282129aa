/// Where in the sky, when, and seen from where.
public struct WhereWhen: Sendable, Hashable {
    /// What the attribute `id` says; nil for none.
    public var id: String?
    /// Seen from where.
    public var observatory: Observatory
    /// Position and time of what was seen.
    public var observation: Coordinates
    /// Texts for people.
    public var descriptions: [String] = []
    /// Where more is told of place and time.
    public var references: [Reference] = []

    /// The coordinates of an observation must have a system where the event is written.
    public init(observation: Coordinates, observatory: Observatory = Observatory()) {
        self.observation = observation
        self.observatory = observatory
    }

    /// Where the observer was.
    public struct Observatory: Sendable, Hashable {
        /// A name or an IVOA identifier.
        public var id: String?
        /// Nil where only the name is given.
        public var coordinates: Coordinates?

        /// By default an observatory of which nothing is said.
        public init(id: String? = nil, coordinates: Coordinates? = nil) {
            self.id = id
            self.coordinates = coordinates
        }
    }
}

/// A frame with its time scale, as VOEvent names them: time scale, axes, place of the clock.
public enum CoordinateSystem: String, Sendable, Hashable, CaseIterable {
    case utcIcrsTopo = "UTC-ICRS-TOPO"
    case ttIcrsTopo = "TT-ICRS-TOPO"
    case gpsIcrsTopo = "GPS-ICRS-TOPO"
    case utcFk5Topo = "UTC-FK5-TOPO"
    case ttFk5Topo = "TT-FK5-TOPO"
    case gpsFk5Topo = "GPS-FK5-TOPO"
    case utcIcrsGeo = "UTC-ICRS-GEO"
    case ttIcrsGeo = "TT-ICRS-GEO"
    case gpsIcrsGeo = "GPS-ICRS-GEO"
    case utcFk5Geo = "UTC-FK5-GEO"
    case ttFk5Geo = "TT-FK5-GEO"
    case tdbIcrsBary = "TDB-ICRS-BARY"
    case tdbFk5Bary = "TDB-FK5-BARY"
    /// Of observatories: longitude, latitude and height.
    case utcGeodTopo = "UTC-GEOD-TOPO"
}
