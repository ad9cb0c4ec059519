using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Operators.Joins;

/// <summary>Knows when all workers have looked up all rows: only then is it known which kept rows have no match. Thread-safe.</summary>
internal sealed class JoinProgress
{
    private readonly Lock _gate = new();
    private readonly List<Waker> _waiting = [];
    private int _activeCount;
    private bool _isComplete;
    private bool _isInputRead;
    private bool _isAbandoned;

    /// <summary>A worker that will look up rows.</summary>
    public void Enter()
    {
        lock (_gate)
            _activeCount++;
    }

    /// <summary>A worker that looks up no more.</summary>
    /// <param name="isComplete">True when it has seen the end of the input. Otherwise nobody wants more rows of this join, or they would follow an error.</param>
    public void Leave(bool isComplete)
    {
        lock (_gate)
        {
            _activeCount--;
            _isInputRead |= isComplete;
            _isAbandoned |= !isComplete;
            // A worker that begins later finds no input: the one that saw its end had given out all of it.
            _isComplete |= _isInputRead && _activeCount == 0;
            if (!_isAbandoned && !_isComplete)
                return;
        }

        // Nobody is added to the list any more.
        foreach (var waker in _waiting)
            waker.Wake();
    }

    /// <summary>True when all rows were looked up. Otherwise <paramref name="waker"/> says when to ask again, or is null when they never will be.</summary>
    public bool IsComplete(out Waker? waker)
    {
        lock (_gate)
        {
            waker = null;
            if (_isComplete || _isAbandoned)
                return _isComplete;
            _waiting.Add(waker = new Waker());
            return false;
        }
    }
}
