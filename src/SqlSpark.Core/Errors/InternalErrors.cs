using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace SqlSpark.Core.Errors;

/// <summary>Reports broken invariants of the engine as <see cref="InternalException"/>.</summary>
public static class InternalErrors
{
    /// <summary>The exception for a place that no input may reach; write <c>throw InternalErrors.Unreachable(...)</c>.</summary>
    /// <param name="what">What was met there, such as the node or the type.</param>
    /// <param name="member">The member, filled in by the compiler.</param>
    /// <param name="file">The file, filled in by the compiler.</param>
    /// <param name="line">The line, filled in by the compiler.</param>
    public static InternalException Unreachable(
        object? what = null, [CallerMemberName] string member = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{member} ({FileName(file)}:{line}) reached what cannot be: {what ?? "no value"}."));

    /// <summary>Throws in every build when <paramref name="condition"/> is false.</summary>
    /// <param name="condition">The invariant.</param>
    /// <param name="expression">Its text, filled in by the compiler.</param>
    /// <param name="member">The member, filled in by the compiler.</param>
    /// <param name="file">The file, filled in by the compiler.</param>
    /// <param name="line">The line, filled in by the compiler.</param>
    [StackTraceHidden]
    public static void Assert(
        [DoesNotReturnIf(false)] bool condition,
        [CallerArgumentExpression(nameof(condition))] string expression = "",
        [CallerMemberName] string member = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        if (!condition)
            ThrowBroken(expression, member, file, line);
    }

    [DoesNotReturn, StackTraceHidden]
    private static void ThrowBroken(string expression, string member, string file, int line) =>
        throw new InternalException(string.Create(CultureInfo.InvariantCulture, $"{member} ({FileName(file)}:{line}) expects {expression}."));

    private static ReadOnlySpan<char> FileName(string file) => file.AsSpan(file.AsSpan().LastIndexOfAny('/', '\\') + 1);
}
