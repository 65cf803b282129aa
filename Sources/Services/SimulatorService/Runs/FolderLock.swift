import Foundation

/// Keeps a second service away from a folder of runs; let go of with the process, whatever ends it.
final class FolderLock: Sendable {
    private let descriptor: Int32

    /// - Throws: `SimulatorServiceError` where another holds it, or the folder cannot be written.
    init(_ folder: String) throws(SimulatorServiceError) {
        let path = folder + "/.service-lock"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw SimulatorServiceError("\(path): cannot be written: \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw SimulatorServiceError(
                "\(folder): another simulator service works here. Stop it, or choose another folder with --data.")
        }
    }

    deinit { close(descriptor) }
}
