using System.Diagnostics;

namespace SqlSpark.Core.Memory.Checks;

/// <summary>What the checked mode knows of one allocation.</summary>
/// <param name="owner">The account that asked for the block.</param>
internal sealed class BlockLife(MemoryAccount owner)
{
    private readonly StackTrace _allocation = new(skipFrames: 1, fNeedFileInfo: true);
    private StackTrace? _release;

    /// <summary>The account that paid last.</summary>
    internal MemoryAccount Owner { get; set; } = owner;

    /// <summary>Where the block was asked for.</summary>
    internal string AllocationSite => Describe(_allocation);

    /// <summary>Where the last reference was released, or a note that it was not.</summary>
    internal string ReleaseSite => _release is { } release ? Describe(release) : "not released";

    /// <summary>Notes the place of the last release.</summary>
    internal void NoteRelease() => _release = new StackTrace(skipFrames: 2, fNeedFileInfo: true);

    private static string Describe(StackTrace stack)
    {
        var frames = stack.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        return string.Join(Environment.NewLine, frames.Where(IsOutside).Take(12));
    }

    // The frames of this folder say nothing that the message does not.
    private static bool IsOutside(string frame) => !frame.Contains("SqlSpark.Core.Memory.Memory", StringComparison.Ordinal)
        && !frame.Contains("SqlSpark.Core.Memory.NativeBuffer", StringComparison.Ordinal)
        && !frame.Contains("SqlSpark.Core.Memory.Checks.", StringComparison.Ordinal);
}
