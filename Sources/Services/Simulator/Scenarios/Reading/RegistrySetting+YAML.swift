internal import Transports
internal import Yams

extension RegistrySetting {
    /// An address alone, or a mapping with one.
    static func read(_ node: Node, _ problems: Problems) -> RegistrySetting? {
        if case .scalar(let scalar) = node {
            return checked(RegistrySetting(address: scalar.string)) { problems.report(scalar.mark, $0) }
        }
        let keys = ["address", "user", "password", "password-file"]
        guard let section = Section(node, name: "registry", known: keys, problems) else { return nil }
        section.require("address")
        let secrets = ["password", "password-file"].filter { section.node($0) != nil }
        if secrets.count != (section.node("user") == nil ? 0 : 1) {
            section.report(secrets.first ?? "user", "To 'user' belongs either 'password' or 'password-file'.")
        }
        let user = section.value("user", "a name without a colon") { $0.isEmpty || $0.contains(":") ? nil : $0 }
        let password = section.value("password", "a password") { $0.isEmpty ? nil : $0 }
        let file = section.inputPath("password-file")
        guard let address = section.text("address") else { return nil }
        let setting = RegistrySetting(address: address, user: user, password: password, passwordFile: file)
        return checked(setting) { section.report("address", $0) }
    }

    private static func checked(_ setting: RegistrySetting, _ report: (String) -> Void) -> RegistrySetting? {
        do {
            _ = try setting.place()
            return setting
        } catch {
            report("A registry listens at HOST:PORT, such as 127.0.0.1:8081. \(error)")
            return nil
        }
    }

    /// Where to listen.
    func place() throws(TransportError) -> HostPort {
        let what = try TransportAddress("tcp-listen://\(address)")
        guard case .tcpListen(let place) = what else { throw TransportError(address, "this is no HOST:PORT") }
        return place
    }
}
