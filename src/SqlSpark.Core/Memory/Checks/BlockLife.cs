using System.Diagnostics;

namespace SqlSpark.Core.Memory.Checks;

/// <summary>What the checked mode knows of one allocation.</summary>
/// <param name="owner">The account that asked for the block.</param>
/// <param name="recordsSites">See <see cref="MemoryPoolOptions.RecordsSites"/>.</param>
internal sealed class BlockLife(MemoryAccount owner, bool recordsSites)
{
    private const string NotRecorded = $"(set {MemoryPoolOptions.SitesVariable}=1 to see where)";

    private readonly StackTrace? _allocation = recordsSites ? new(skipFrames: 1, fNeedFileInfo: true) : null;
    private StackTrace? _release;
    private bool _isReleased;

    /// <summary>The account that paid last.</summary>
    internal MemoryAccount Owner { get; set; } = owner;

    /// <summary>Where the block was asked for.</summary>
    internal string AllocationSite => _allocation is null ? NotRecorded : Describe(_allocation);

    /// <summary>Where the last reference was released, or a note that it was not.</summary>
    internal string ReleaseSite => !_isReleased ? "not released" : _release is null ? NotRecorded : Describe(_release);

    /// <summary>Notes the place of the last release.</summary>
    internal void NoteRelease()
    {
        _isReleased = true;
        if (recordsSites)
            _release = new StackTrace(skipFrames: 2, fNeedFileInfo: true);
    }

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
