/// Where a service listens, what it may do, and where it keeps what it makes.
public struct ServiceConfiguration: Sendable {
    /// Anything but loopback needs a token.
    public var host = "127.0.0.1"
    /// 0 takes a free one.
    public var port = 8090
    /// The folder for runs.
    public var runs: String
    /// Folders that opsim databases and catalogues may lie in.
    public var inputs: [String] = []
    /// Hosts beside loopback that runs may send to.
    public var allowed = AllowList.none
    /// How many runs at once, how many are kept, and how much of the disk stays free.
    public var limits = RunLimits()
    /// What everybody must show who asks for something; nil for nothing.
    public var token: String?
    /// Of the program.
    public var version: String

    /// On loopback, port 8090, without a token. `runs` is the folder for runs.
    public init(runs: String, version: String) {
        self.runs = runs
        self.version = version
    }
}
