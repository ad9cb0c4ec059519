using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Errors;

namespace SqlSpark.Catalyst.Trees;

/// <summary>
/// Runs recursive work over input of unknown depth. Recursive members call <see cref="Guard"/>; when the stack runs out, the work
/// is started anew on a thread with a large stack. What does not fit there either is the user's error STATEMENT_TOO_COMPLEX.
/// </summary>
public static class DeepStack
{
    private const int LargeStackBytes = 512 * 1024 * 1024;

    [ThreadStatic]
    private static bool s_isLarge;

    /// <summary>Fails softly while there is still stack left; call it on entry of every recursion over trees.</summary>
    /// <exception cref="InsufficientExecutionStackException">The stack is nearly used up; <see cref="Run"/> catches it.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Guard() => RuntimeHelpers.EnsureSufficientExecutionStack();

    /// <summary>Runs <paramref name="work"/>, which must be repeatable, on this thread or, if it is too deep, on a large stack.</summary>
    /// <exception cref="SqlSparkException"><c>STATEMENT_TOO_COMPLEX</c>: too deep for the large stack as well.</exception>
    public static T Run<T>(Func<T> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (s_isLarge)
            return work();
        try
        {
            return work();
        }
        catch (InsufficientExecutionStackException)
        {
            return RunOnLargeStack(work);
        }
    }

    /// <summary>Runs <paramref name="work"/> on a thread with a large stack at once, for input known to be deep.</summary>
    /// <exception cref="SqlSparkException"><c>STATEMENT_TOO_COMPLEX</c>: too deep for the large stack as well.</exception>
    public static T RunOnLargeStack<T>(Func<T> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (s_isLarge)
            return work();

        T? result = default;
        ExceptionDispatchInfo? failure = null;
        var origin = CurrentOrigin.Value;
        var zone = CurrentTimeZone.Value;
        var thread = new Thread(
            () =>
            {
                s_isLarge = true;
                try
                {
                    using (CurrentOrigin.With(origin))
                    using (CurrentTimeZone.With(zone))
                        result = work();
                }
                catch (InsufficientExecutionStackException)
                {
                    failure = ExceptionDispatchInfo.Capture(SqlSparkException.Create("STATEMENT_TOO_COMPLEX"));
                }
                catch (Exception exception)
                {
                    failure = ExceptionDispatchInfo.Capture(exception);
                }
            },
            LargeStackBytes)
        { IsBackground = true, Name = "SqlSpark deep stack" };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result!;
    }
}
