/// What a run of the simulator is: everything that its bytes depend on, checked.
public struct Scenario: Sendable, Hashable {
    /// Lower-case words joined by hyphens.
    public var name: String
    /// One sentence for a list; may be empty.
    public var about: String
    /// What is drawn depends on it.
    public var seed: UInt64
    /// Which populations there are.
    public var sky: SkySetting
    /// Where the visits come from and what is issued for each.
    public var survey: SurveySetting
    /// How much of the survey is run, and how fast.
    public var span: SpanSetting
    /// The ways out; a transport's place is its place in this list, from 0.
    public var transports: [TransportSetting]
    /// Served while the run lasts; nil for none.
    public var registry: RegistrySetting?
    /// At most 64, for a fault is known by its place in this list.
    public var faults: [FaultSetting]

    /// From settings that are not checked here.
    public init(
        name: String, about: String = "", seed: UInt64 = 1, sky: SkySetting = SkySetting(),
        survey: SurveySetting = SurveySetting(), span: SpanSetting = SpanSetting(), transports: [TransportSetting] = [],
        registry: RegistrySetting? = nil, faults: [FaultSetting] = []
    ) {
        self.name = name
        self.about = about
        self.seed = seed
        self.sky = sky
        self.survey = survey
        self.span = span
        self.transports = transports
        self.registry = registry
        self.faults = faults
    }

    /// Faults that one scenario may hold.
    public static let maximumFaults = 64
}
